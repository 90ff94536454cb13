import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestServer, registration, type TestServer } from '../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

describe('the client’s address behind a proxy', () => {
  test('is the last entry of X-Forwarded-For', async () => {
    const behind = await openTestServer({ origin: 'https://brygga.example' });
    const { email } = registration('Anna');
    const guess = (client: string) =>
      behind
        .browser('10.0.0.1')
        .post(
          '/api/auth/login',
          { email, password: 'guess' },
          { headers: { 'x-forwarded-for': `${crypto.randomUUID()}, ${client}` } },
        );
    for (let time = 0; time < 10; time += 1) expect((await guess('192.0.2.7')).status).toBe(401);
    expect((await guess('192.0.2.7')).status).toBe(429);
    expect((await guess('192.0.2.8')).status).toBe(401);
    await behind.close();
  });
});
