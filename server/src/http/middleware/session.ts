import type { PersonId } from '@brygga/shared/ids';
import type { Context, MiddlewareHandler } from 'hono';
import type { Authenticate } from '../../auth/authenticate.ts';
import type { Sessions } from '../../auth/sessions.ts';
import { withDescription } from '../openapi/routeDescription.ts';
import type { SignedIn } from './context.ts';
import { ProblemError } from './problems.ts';

export interface SessionMiddlewareDeps {
  readonly sessions: Pick<Sessions, 'idOf' | 'personOf'>;
  readonly authenticate: Authenticate;
}

export const createSessionMiddleware = ({ sessions, authenticate }: SessionMiddlewareDeps) => {
  const require = (personOf: (c: Context) => Promise<PersonId | undefined>) =>
    withDescription<MiddlewareHandler<SignedIn>>(
      async (c, next) => {
        const person = await personOf(c);
        const session = sessions.idOf(c);
        if (person === undefined || session === undefined) throw new ProblemError('signed-out');
        c.set('person', person);
        c.set('session', session);
        await next();
      },
      { needsSession: true, problems: ['signed-out'] },
    );

  return {
    /** The person that the request acts as: in a demo, the persona that it names. */
    requireSession: require(authenticate),
    /** The session's own person, for what is theirs alone, such as their workshops: never a persona. */
    requireOwnSession: require((c) => sessions.personOf(c)),
  };
};
