import { asHeader, asParam } from '@brygga/shared/api/workshops';
import { PersonId } from '@brygga/shared/ids';
import type { Context } from 'hono';
import type { Sessions } from './sessions.ts';

/** Who asks, on HTTP and on a socket: undefined where nobody is signed in. */
export type Authenticate = (c: Context) => Promise<PersonId | undefined>;

interface AuthenticateDeps {
  readonly sessions: Pick<Sessions, 'personOf'>;
  readonly demos: { isPersonaOf(persona: PersonId, visitor: PersonId): Promise<boolean> };
}

/**
 * The person of the cookie, or, in a demo, whom its visitor looks as. Who asks for a persona that is
 * not one of their own demo's counts as signed out: they would otherwise act as somebody else than
 * the window shows.
 */
export const createAuthenticate =
  ({ sessions, demos }: AuthenticateDeps): Authenticate =>
  async (c) => {
    const person = await sessions.personOf(c);
    const as = c.req.header(asHeader) ?? c.req.query(asParam);
    if (person === undefined || as === undefined) return person;
    const persona = PersonId.safeParse(as).data;
    return persona && (await demos.isPersonaOf(persona, person)) ? persona : undefined;
  };
