import { asHeader, asParam } from '@brygga/shared/api/workshops';
import { PersonId } from '@brygga/shared/ids';
import type { Context } from 'hono';
import type { Sessions } from './sessions.ts';

/** The person that a request or socket acts as; undefined when signed out. */
export type Authenticate = (c: Context) => Promise<PersonId | undefined>;

interface AuthenticateDeps {
  readonly sessions: Pick<Sessions, 'personOf'>;
  readonly demos: { isPersonaOf(persona: PersonId, visitor: PersonId): Promise<boolean> };
}

/**
 * The session's person; in a demo, the persona named by header or query, if it belongs to the visitor's demo.
 * Any other persona counts as signed out, because acting as oneself would not match what the window shows.
 */
export const createAuthenticate =
  ({ sessions, demos }: AuthenticateDeps): Authenticate =>
  async (c) => {
    const person = await sessions.personOf(c);
    const requested = c.req.header(asHeader) ?? c.req.query(asParam);
    if (person === undefined || requested === undefined) return person;
    const persona = PersonId.safeParse(requested).data;
    return persona && (await demos.isPersonaOf(persona, person)) ? persona : undefined;
  };
