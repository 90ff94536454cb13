import { Problem, problems } from '@brygga/shared/api/problems';
import { commandNames } from '@brygga/shared/commands/index';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseBody, openTestServer, clientPage, registration, type TestServer } from '../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

const codeOf = async (response: Response, status: number) => (await parseBody(response, status, Problem)).code;

describe('a body', () => {
  test.each(['', '{', 'name=Anna', '\u0000'])('that is not JSON is told so: %j', async (body) => {
    expect(await codeOf(await server.browser().post('/api/auth/login', body), 400)).toBe('not-json');
  });

  test.each(['null', '[]', '"text"', '3'])('that is JSON of another shape is malformed: %s', async (body) => {
    expect(await codeOf(await server.browser().post('/api/auth/login', body), 422)).toBe('malformed');
  });

  test('that is too large is refused, with or without its length', async () => {
    const large = JSON.stringify({ email: 'x'.repeat(70_000), password: 'y' });
    const browser = server.browser();
    expect(await codeOf(await browser.post('/api/auth/login', large), 413)).toBe('body-too-large');
    const headers = { 'content-length': String(large.length) };
    expect(await codeOf(await browser.post('/api/auth/login', large, { headers }), 413)).toBe('body-too-large');
  });
});

describe('another site’s page', () => {
  test.each(['http://evil.example', 'null', 'http://localhost.evil.example', 'http://localhost:81'])(
    'changes nothing: %s',
    async (origin) => {
      const refused = await server.browser().post('/api/auth/register', registration('Anna'), { headers: { origin } });
      expect(await codeOf(refused, 403)).toBe('foreign-origin');
      expect(await server.storage.selectFrom('people').selectAll().execute()).toEqual([]);
    },
  );

  test('is told apart from our own by the configured origin alone', async () => {
    const behind = await openTestServer({ origin: 'https://brygga.example' });
    const post = (origin: string) =>
      behind.browser().post('/api/auth/register', registration('Anna'), { headers: { origin } });
    expect((await post('https://brygga.example')).status).toBe(201);
    expect((await post('http://localhost')).status).toBe(403);
    await behind.close();
  });

  test('is not ours where it says our own host', async () => {
    const headers = { origin: 'http://localhost' };
    expect((await server.browser().post('/api/auth/register', registration('Anna'), { headers })).status).toBe(201);
  });
});

describe('an address behind a proxy', () => {
  test('is what the last proxy saw, not what the client says', async () => {
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

describe('a path', () => {
  test('that is a page of the client’s gets it, never cached, with a strict policy', async () => {
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
    'that is nothing gets a problem: %s',
    async (path) => {
      const response = await server.browser().get(path);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await codeOf(response, 404)).toBe('not-found');
    },
  );

  test('of a file with its hash in the name is kept for ever', async () => {
    const response = await server.browser().get('/assets/index-1a2b3c.js');
    expect(response.headers.get('content-type')).toContain('text/javascript');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await server.browser().get('/assets/index-gone.js')).headers.get('cache-control')).toBeNull();
  });

  test('below /api is never cached', async () => {
    expect((await server.browser().get('/api/me')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('whoever runs the server', () => {
  test('sees that it is up, ready, and how it does', async () => {
    const browser = server.browser();
    expect((await browser.get('/healthz')).status).toBe(200);
    expect((await browser.get('/readyz')).status).toBe(200);
    await browser.get('/api/me');
    const numbers = await (await browser.get('/metrics')).text();
    expect(numbers).toContain('brygga_open_sockets 0');
    expect(numbers).toContain('brygga_http_request_seconds_count{method="GET",route="/api/me",status="401"} 1');
  });

  test('sees that it is not ready when the storage is gone', async () => {
    await server.journal.close();
    expect((await server.browser().get('/readyz')).status).toBe(503);
    expect((await server.browser().get('/healthz')).status).toBe(200);
  });
});

describe('openapi.json', () => {
  const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
  const read = async () => (await parseBody(await server.browser().get('/openapi.json'), 200, Document)).paths;

  test('names every command, with its input', async () => {
    const paths = await read();
    for (const name of commandNames) {
      expect(paths[`/api/workshops/{id}/commands/${name}`]?.['post']).toMatchObject({
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
      });
    }
  });

  test('names every route that the server has, and no other', async () => {
    const paths = await read();
    const named = Object.entries(paths)
      .filter(([path]) => !path.includes('/commands/'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
    const served = server.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !/^\/sync|\/commands\//.test(path))
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(named.sort()).toEqual([...new Set(served)].sort());
  });

  test('knows the problems’ codes', async () => {
    expect(JSON.stringify(await read())).toContain(problems['email-taken'].title);
  });
});
