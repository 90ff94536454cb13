import { Me } from '@brygga/shared/api/accounts';
import { Problem } from '@brygga/shared/api/problems';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseBody, openTestServer, problemCode, registration, type TestServer } from '../../../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

describe('an account', () => {
  test('is registered with an organisation and signed in', async () => {
    const anna = server.browser();
    const input = registration('Anna', 'city');
    const registered = await parseBody(await anna.post('/api/auth/register', input), 201, Me);
    expect(registered.person).toMatchObject({ name: 'Anna', email: input.email.toLowerCase() });
    expect(registered.organisations).toEqual([{ id: expect.any(String), ...input.organisation }]);
    expect(await parseBody(await anna.get('/api/me'), 200, Me)).toEqual(registered);
  });

  test('signs in again with the e-mail in other letter case and with spaces', async () => {
    const anna = server.browser();
    const { email, password, ...rest } = registration('Anna');
    await anna.post('/api/auth/register', { email, password, ...rest });
    expect((await anna.post('/api/auth/logout')).status).toBe(204);
    expect(await problemCode(await anna.get('/api/me'), 401)).toBe('signed-out');
    await parseBody(await anna.post('/api/auth/login', { email: ` ${email.toUpperCase()} `, password }), 200, Me);
    expect((await anna.get('/api/me')).status).toBe(200);
  });

  test('that was signed out can’t be used with the old cookie', async () => {
    const anna = server.browser();
    await anna.post('/api/auth/register', registration('Anna'));
    const kept = anna.cookie ?? '';
    await anna.post('/api/auth/logout');
    expect((await server.browser().get('/api/me', { headers: { cookie: kept } })).status).toBe(401);
  });

  test('is not registered twice for one e-mail, and the second leaves nothing behind', async () => {
    const input = registration('Anna');
    await server.browser().post('/api/auth/register', input);
    const again = { ...input, email: input.email.toUpperCase(), name: 'Eve' };
    expect(await problemCode(await server.browser().post('/api/auth/register', again), 409)).toBe('email-taken');
    const names = await server.storage.selectFrom('people').select('name').execute();
    expect(names).toEqual([{ name: 'Anna' }]);
    expect(await server.storage.selectFrom('organisations').select('id').execute()).toHaveLength(1);
  });

  test('is registered once when several requests for one e-mail race', async () => {
    const input = registration('Anna');
    const answers = await Promise.all([1, 2, 3].map(() => server.browser().post('/api/auth/register', input)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('with a short password is refused by an issue that does not repeat the password', async () => {
    const response = await server
      .browser()
      .post('/api/auth/register', { ...registration('Anna'), password: 'short-one' });
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = await parseBody(response, 422, Problem);
    expect(problem).toMatchObject({ code: 'malformed', issues: [{ path: 'password', code: 'too_small' }] });
    expect(JSON.stringify(problem)).not.toContain('short-one');
  });

  test('with fields of wrong types is refused by an issue for each path', async () => {
    const input = { email: 'no', password: 1, name: '', organisation: { kind: 'club', name: 'x', country: 'Sweden' } };
    const { issues = [] } = await parseBody(await server.browser().post('/api/auth/register', input), 422, Problem);
    expect(issues.map(({ path }) => path).sort()).toEqual([
      'email',
      'name',
      'organisation.country',
      'organisation.kind',
      'password',
    ]);
  });
});

describe('a wrong password', () => {
  test('gets the same response as an unknown e-mail', async () => {
    const { email, ...rest } = registration('Anna');
    await server.browser().post('/api/auth/register', { email, ...rest });
    const stranger = server.browser();
    const wrong = await parseBody(await stranger.post('/api/auth/login', { email, password: 'guess' }), 401, Problem);
    const unknown = await parseBody(
      await stranger.post('/api/auth/login', { email: 'x@y.se', password: 'guess' }),
      401,
      Problem,
    );
    expect(wrong.code).toBe('wrong-credentials');
    expect(unknown).toEqual(wrong);
    expect(stranger.cookie).toBeUndefined();
  });

  test('is limited per e-mail and address', async () => {
    const { email, password, ...rest } = registration('Anna');
    await server.browser().post('/api/auth/register', { email, password, ...rest });
    const guess = { email, password: 'guess' };
    const guesses = await Promise.all(
      Array.from({ length: 11 }, () => server.browser().post('/api/auth/login', guess)),
    );
    expect(guesses.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(401), 429]);
    const stopped = await server.browser().post('/api/auth/login', { email, password });
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await parseBody(stopped, 429, Problem)).retryAfter).toBeGreaterThan(0);
    const elsewhere = await server.browser('192.0.2.2').post('/api/auth/login', { email, password });
    expect(elsewhere.status).toBe(200);
  });

  test('uses no tries up when the next password is right', async () => {
    const { email, password, ...rest } = registration('Anna');
    await server.browser().post('/api/auth/register', { email, password, ...rest });
    for (let time = 0; time < 12; time += 1) {
      expect((await server.browser().post('/api/auth/login', { email, password })).status).toBe(200);
    }
  });
});

describe('the session cookie', () => {
  test('is HttpOnly and SameSite', async () => {
    const response = await server.browser().post('/api/auth/register', registration('Anna'));
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^session=[a-z0-9]{20,}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('is Secure when the proxy reports TLS', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const response = await server.browser().post('/api/auth/register', registration('Anna'), { headers });
    expect(response.headers.get('set-cookie')).toContain('; Secure');
  });

  test('is Secure when the configured origin is https', async () => {
    const behind = await openTestServer({ origin: 'https://brygga.example' });
    const response = await behind.browser().post('/api/auth/register', registration('Anna'));
    expect(response.headers.get('set-cookie')).toContain('; Secure');
    await behind.close();
  });
});
