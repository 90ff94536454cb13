import type { OrganisationKind } from '@brygga/shared/document/roster';
import { OrganisationId, type PersonId } from '@brygga/shared/ids';
import type { MiddlewareHandler } from 'hono';
import type { Organisations } from '../../accounts/organisations.ts';
import { withDescription } from '../openapi/routeDescription.ts';
import type { InOrganisation } from './context.ts';
import { ProblemError } from './problems.ts';
import { parseParam } from './validation.ts';

const nobodyElse = (): Promise<boolean> => Promise.resolve(false);

/**
 * Makes middleware that lets in the members of the organisation of the path's `:id`, if it is of the
 * given kind. To everybody else there is no such organisation.
 */
export const createRequireOrganisation =
  (organisations: Organisations) =>
  /** @param isAdmitted lets in somebody who is no member. */
  (
    kind: OrganisationKind,
    isAdmitted: (person: PersonId, organisation: OrganisationId) => Promise<boolean> = nobodyElse,
  ) =>
    withDescription<MiddlewareHandler<InOrganisation>>(
      async (c, next) => {
        const { person } = c.var;
        const organisation = parseParam(c, 'id', OrganisationId, 'unknown-organisation');
        const ownKind = await organisations.kindForMember(person, organisation);
        if (ownKind !== undefined && ownKind !== kind) throw new ProblemError('no-right');
        if (ownKind === undefined && !(await isAdmitted(person, organisation))) {
          throw new ProblemError('unknown-organisation');
        }
        c.set('organisation', organisation);
        await next();
      },
      { problems: ['unknown-organisation', 'no-right'] },
    );
