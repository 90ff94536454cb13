import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestServer, problemCode, registration, type TestServer } from '../../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

describe('a request from another site’s page', () => {
  test.each(['http://evil.example', 'null', 'http://localhost.evil.example', 'http://localhost:81'])(
    'is refused: %s',
    async (origin) => {
      const refused = await server.browser().post('/api/auth/register', registration('Anna'), { headers: { origin } });
      expect(await problemCode(refused, 403)).toBe('foreign-origin');
      expect(await server.storage.selectFrom('people').selectAll().execute()).toEqual([]);
    },
  );

  test('is recognised by the configured origin alone', async () => {
    const behind = await openTestServer({ origin: 'https://brygga.example' });
    const post = (origin: string) =>
      behind.browser().post('/api/auth/register', registration('Anna'), { headers: { origin } });
    expect((await post('https://brygga.example')).status).toBe(201);
    expect((await post('http://localhost')).status).toBe(403);
    await behind.close();
  });

  test('is not one whose Origin is the requested host', async () => {
    const headers = { origin: 'http://localhost' };
    expect((await server.browser().post('/api/auth/register', registration('Anna'), { headers })).status).toBe(201);
  });
});
