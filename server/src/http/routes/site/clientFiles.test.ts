import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestServer, clientPage, problemCode, type TestServer } from '../../../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

describe('a path', () => {
  test('of a page gets index.html, revalidated, with a strict content security policy', async () => {
    const response = await server.browser().get('/w/abcdefghijkl');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(clientPage);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain('ws://localhost');
    expect(policy).not.toContain('script-src');
  });

  test.each(['/api/nothing', '/sync', '/assets/gone.js', '/..%2f..%2fpackage.json', '/brygga.sqlite-nope.x'])(
    'that leads nowhere gets a problem: %s',
    async (path) => {
      const response = await server.browser().get(path);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await problemCode(response, 404)).toBe('not-found');
    },
  );

  test('of a file with a hash in its name is cached for ever', async () => {
    const response = await server.browser().get('/assets/index-1a2b3c.js');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await server.browser().get('/assets/index-gone.js')).headers.get('cache-control')).toBeNull();
  });

  test('below /api is never stored in a cache', async () => {
    expect((await server.browser().get('/api/me')).headers.get('cache-control')).toBe('no-store');
  });
});
