import { LoginInput, Me, RegisterInput } from '@brygga/shared/api/accounts';
import { Hono } from 'hono';
import type { People } from '../../accounts/people.ts';
import { clientAddress, type RateLimits } from '../../auth/rateLimits.ts';
import type { Sessions } from '../../auth/sessions.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import { readBody } from '../middleware/readInput.ts';
import { problem } from '../middleware/problems.ts';

export interface AccountRoutesDeps {
  readonly people: People;
  readonly sessions: Sessions;
  readonly rateLimits: RateLimits;
  readonly authenticate: Authenticate;
  readonly origin: string | undefined;
}

export const accountRoutes = ({ people, sessions, rateLimits, authenticate, origin }: AccountRoutesDeps): Hono => {
  const app = new Hono();

  app.post('/api/auth/register', async (c) => {
    await rateLimits.consume('registerByAddress', clientAddress(c, origin));
    const input = await readBody(c, RegisterInput);
    await rateLimits.consume('registerByEmail', input.email);
    const person = await people.register(input);
    if (!person) return problem(c, 'email-taken');
    await sessions.start(c, person);
    return c.json(Me.parse(await people.me(person)), 201);
  });

  app.post('/api/auth/login', async (c) => {
    const address = clientAddress(c, origin);
    await rateLimits.consume('signInByAddress', address);
    const { email, password } = await readBody(c, LoginInput);
    const here = `${email} ${address}`;
    // Taken before it is known to be wrong, or many tries at once would all slip through.
    await rateLimits.consume('signInByEmailHere', here);
    await rateLimits.consume('signInByEmail', email);
    const person = await people.findByCredentials(email, password);
    if (!person) return problem(c, 'wrong-credentials');
    await rateLimits.refund('signInByEmailHere', here);
    await rateLimits.refund('signInByEmail', email);
    await sessions.start(c, person);
    return c.json(Me.parse(await people.me(person)));
  });

  app.post('/api/auth/logout', async (c) => {
    await sessions.end(c);
    return c.body(null, 204);
  });

  app.get('/api/me', async (c) => {
    const person = await authenticate(c);
    const me = person && (await people.me(person));
    return me ? c.json(Me.parse(me)) : problem(c, 'signed-out');
  });

  return app;
};
