import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from '../../../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

describe('health and metrics', () => {
  test('show that the server is up and ready, and count requests by route', async () => {
    const browser = server.browser();
    expect((await browser.get('/healthz')).status).toBe(200);
    expect((await browser.get('/readyz')).status).toBe(200);
    await browser.get('/api/me');
    const numbers = await (await browser.get('/metrics')).text();
    expect(numbers).toContain('brygga_open_sockets 0');
    expect(numbers).toContain('brygga_http_request_seconds_count{method="GET",route="/api/me",status="401"} 1');
  });

  test('show that the server is not ready when its storage is closed', async () => {
    await server.journal.close();
    expect((await server.browser().get('/readyz')).status).toBe(503);
    expect((await server.browser().get('/healthz')).status).toBe(200);
  });
});
