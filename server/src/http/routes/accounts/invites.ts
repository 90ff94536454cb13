import { JoinInput } from '@brygga/shared/api/accounts';
import { Invite, InviteDetail, InviteInput, Joined } from '@brygga/shared/api/workshops';
import { Hono, type MiddlewareHandler } from 'hono';
import type { WorkshopInvite, Invites } from '../../../accounts/invites.ts';
import type { People } from '../../../accounts/people.ts';
import type { Workshops } from '../../../accounts/workshops.ts';
import { ownOrigin } from '../../../auth/httpOrigin.ts';
import { clientAddress, type RateLimits, wrongCodePoints } from '../../../auth/rateLimits.ts';
import type { Sessions } from '../../../auth/sessions.ts';
import { describeRoute, withDescription } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { responds } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { body, describeBody, readBody } from '../../middleware/validation.ts';
import { requireFacilitator } from '../../middleware/workshopAccess.ts';

export interface InviteRoutesDeps {
  readonly invites: Invites;
  readonly people: People;
  readonly workshops: Workshops;
  readonly sessions: Sessions;
  readonly rateLimits: RateLimits;
  readonly origin: string | undefined;
}

interface Invited {
  Variables: { invite: WorkshopInvite };
}

export const inviteRoutes = (
  { invites, people, workshops, sessions, rateLimits, origin }: InviteRoutesDeps,
  { requireSession, requireMembership, limitByAddress }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  /** Finds the invite of the path's `:code`. A wrong code costs more tries than a right one. */
  const requireInvite = withDescription<MiddlewareHandler<Invited>>(
    async (c, next) => {
      const invite = await invites.find(c.req.param('code') ?? '');
      if (typeof invite === 'string') {
        await rateLimits.consume('codesByAddress', clientAddress(c, origin), wrongCodePoints);
        throw new ProblemError(invite);
      }
      c.set('invite', invite);
      await next();
    },
    { problems: ['unknown-code', 'expired-code'] },
  );

  app.post(
    '/api/workshops/:id/invites',
    describeRoute('Make a code by which people join with a role; facilitators only'),
    responds(Invite, 201),
    requireSession,
    requireMembership,
    requireFacilitator,
    body(InviteInput, { whenEmpty: {} }),
    async (c) => {
      const invite = await invites.create(c.var.workshop, c.req.valid('json').role);
      return c.var.respond({ ...invite, url: `${ownOrigin(c, origin)}/join/${invite.code}` });
    },
  );

  app.get(
    '/api/invites/:code',
    describeRoute('What a code leads to'),
    responds(InviteDetail),
    limitByAddress('codesByAddress'),
    requireInvite,
    (c) => {
      const { title, role } = c.var.invite;
      return c.var.respond({ workshop: { title }, role });
    },
  );

  app.post(
    '/api/join/:code',
    describeRoute(
      'Join a workshop: as a guest, who signs in by it, or with the account that is signed in',
      describeBody(JoinInput, { required: false }),
    ),
    responds(Joined),
    limitByAddress('codesByAddress'),
    requireInvite,
    async (c) => {
      const { workshop, role } = c.var.invite;
      const signedIn = await sessions.personOf(c);
      const isMember = signedIn !== undefined && (await workshops.roleOf(workshop, signedIn)) !== undefined;
      if (signedIn && (isMember || (await people.hasAccount(signedIn)))) {
        await workshops.join(workshop, signedIn, role);
        return c.var.respond({ workshopId: workshop });
      }
      // A guest of another workshop, or a demo's visitor, stays the same person and may keep the last name.
      const isEmpty = ['', '{}'].includes((await c.req.text()).trim());
      const lastName = signedIn && isEmpty ? await workshops.lastKnownAs(signedIn) : undefined;
      const guest = lastName ?? (await readBody(c, JoinInput));
      if (signedIn) await workshops.join(workshop, signedIn, role, guest);
      else await sessions.start(c, await workshops.joinAsNewGuest(workshop, role, guest));
      return c.var.respond({ workshopId: workshop });
    },
  );

  return app;
};
