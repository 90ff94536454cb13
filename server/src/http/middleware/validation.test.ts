import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestServer, problemCode, type TestServer } from '../../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

describe('a body', () => {
  test.each(['', '{', 'name=Anna', '\u0000'])('that is not JSON is refused: %j', async (body) => {
    expect(await problemCode(await server.browser().post('/api/auth/login', body), 400)).toBe('not-json');
  });

  test.each(['null', '[]', '"text"', '3'])('that does not fit its schema is malformed: %s', async (body) => {
    expect(await problemCode(await server.browser().post('/api/auth/login', body), 422)).toBe('malformed');
  });

  test('that is too large is refused, with or without Content-Length', async () => {
    const large = JSON.stringify({ email: 'x'.repeat(70_000), password: 'y' });
    const browser = server.browser();
    expect(await problemCode(await browser.post('/api/auth/login', large), 413)).toBe('body-too-large');
    const headers = { 'content-length': String(large.length) };
    expect(await problemCode(await browser.post('/api/auth/login', large, { headers }), 413)).toBe('body-too-large');
  });
});
