import { LoginInput, Me, RegisterInput } from '@brygga/shared/api/accounts';
import { Hono } from 'hono';
import type { People } from '../accounts/people.ts';
import { addressOf, type Limits } from '../auth/limits.ts';
import type { Sessions } from '../auth/lucia.ts';
import type { WhoAsks } from '../auth/whoAsks.ts';
import { readBody } from './bodies.ts';
import { problem } from './problems.ts';

export interface AccountRoutes {
  readonly people: People;
  readonly sessions: Sessions;
  readonly limits: Limits;
  readonly whoAsks: WhoAsks;
  readonly origin: string | undefined;
}

export const accountRoutes = ({ people, sessions, limits, whoAsks, origin }: AccountRoutes): Hono => {
  const app = new Hono();

  app.post('/api/auth/register', async (c) => {
    await limits.take('registerByAddress', addressOf(c, origin));
    const input = await readBody(c, RegisterInput);
    await limits.take('registerByEmail', input.email);
    const person = await people.register(input);
    if (!person) return problem(c, 'email-taken');
    await sessions.start(c, person);
    return c.json(Me.parse(await people.me(person)), 201);
  });

  app.post('/api/auth/login', async (c) => {
    const address = addressOf(c, origin);
    await limits.take('signInByAddress', address);
    const { email, password } = await readBody(c, LoginInput);
    const here = `${email} ${address}`;
    // Taken before it is known to be wrong, or many tries at once would all slip through.
    await limits.take('signInByEmailHere', here);
    await limits.take('signInByEmail', email);
    const person = await people.withPassword(email, password);
    if (!person) return problem(c, 'wrong-credentials');
    await limits.giveBack('signInByEmailHere', here);
    await limits.giveBack('signInByEmail', email);
    await sessions.start(c, person);
    return c.json(Me.parse(await people.me(person)));
  });

  app.post('/api/auth/logout', async (c) => {
    await sessions.end(c);
    return c.body(null, 204);
  });

  app.get('/api/me', async (c) => {
    const person = await whoAsks(c);
    const me = person && (await people.me(person));
    return me ? c.json(Me.parse(me)) : problem(c, 'signed-out');
  });

  return app;
};
