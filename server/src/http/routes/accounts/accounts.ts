import { LoginInput, Me, RegisterInput } from '@brygga/shared/api/accounts';
import type { PersonId } from '@brygga/shared/ids';
import { Hono } from 'hono';
import type { People } from '../../../accounts/people.ts';
import { clientAddress, type RateLimits } from '../../../auth/rateLimits.ts';
import type { Sessions } from '../../../auth/sessions.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { responds, respondsNoContent } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { body } from '../../middleware/validation.ts';

export interface AccountRoutesDeps {
  readonly people: People;
  readonly sessions: Sessions;
  readonly rateLimits: RateLimits;
  readonly origin: string | undefined;
}

export const accountRoutes = (
  { people, sessions, rateLimits, origin }: AccountRoutesDeps,
  { requireSession, limitByAddress }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  const requireMe = async (person: PersonId): Promise<Me> => {
    const me = await people.me(person);
    if (!me) throw new ProblemError('signed-out');
    return me;
  };

  app.post(
    '/api/auth/register',
    describeRoute('Make an account with an organisation, and sign in', { problems: ['email-taken'] }),
    responds(Me, 201),
    limitByAddress('registerByAddress'),
    body(RegisterInput),
    async (c) => {
      const input = c.req.valid('json');
      await rateLimits.consume('registerByEmail', input.email);
      const person = await people.register(input);
      if (!person) throw new ProblemError('email-taken');
      await sessions.start(c, person);
      return c.var.respond(await requireMe(person));
    },
  );

  app.post(
    '/api/auth/login',
    describeRoute('Sign in', { problems: ['wrong-credentials'] }),
    responds(Me),
    limitByAddress('signInByAddress'),
    body(LoginInput),
    async (c) => {
      const { email, password } = c.req.valid('json');
      const emailAndAddress = `${email} ${clientAddress(c, origin)}`;
      // Taken before the password is checked, or many parallel tries would all pass; given back if it was right.
      await rateLimits.consume('signInByEmailHere', emailAndAddress);
      await rateLimits.consume('signInByEmail', email);
      const person = await people.findByCredentials(email, password);
      if (!person) throw new ProblemError('wrong-credentials');
      await rateLimits.refund('signInByEmailHere', emailAndAddress);
      await rateLimits.refund('signInByEmail', email);
      await sessions.start(c, person);
      return c.var.respond(await requireMe(person));
    },
  );

  app.post('/api/auth/logout', describeRoute('Sign out'), respondsNoContent, async (c) => {
    await sessions.end(c);
    return c.var.respond();
  });

  app.get('/api/me', describeRoute('Who is signed in'), responds(Me), requireSession, async (c) =>
    c.var.respond(await requireMe(c.var.person)),
  );

  return app;
};
