import { JoinInput } from '@brygga/shared/api/accounts';
import { Invite, InviteDetail, InviteInput, Joined } from '@brygga/shared/api/workshops';
import { WorkshopId } from '@brygga/shared/ids';
import { type Context, Hono } from 'hono';
import type { WorkshopInvite, Invites } from '../../accounts/invites.ts';
import type { People } from '../../accounts/people.ts';
import type { Workshops } from '../../accounts/workshops.ts';
import { clientAddress, type RateLimits, wrongCodePoints } from '../../auth/rateLimits.ts';
import type { Sessions } from '../../auth/sessions.ts';
import { ownOrigin } from '../../auth/httpOrigin.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import { readBody } from '../middleware/readInput.ts';
import { problem, ProblemError } from '../middleware/problems.ts';

export interface InviteRoutesDeps {
  readonly invites: Invites;
  readonly people: People;
  readonly workshops: Workshops;
  readonly sessions: Sessions;
  readonly rateLimits: RateLimits;
  readonly authenticate: Authenticate;
  readonly origin: string | undefined;
}

export const inviteRoutes = (parts: InviteRoutesDeps): Hono => {
  const { invites, people, workshops, sessions, rateLimits, authenticate, origin } = parts;
  const app = new Hono();

  const find = async (c: Context, code: string): Promise<WorkshopInvite> => {
    const address = clientAddress(c, origin);
    await rateLimits.consume('codesByAddress', address);
    const found = await invites.find(code);
    if (typeof found !== 'string') return found;
    await rateLimits.consume('codesByAddress', address, wrongCodePoints);
    throw new ProblemError(found);
  };

  app.post('/api/workshops/:id/invites', async (c) => {
    const person = await authenticate(c);
    if (!person) return problem(c, 'signed-out');
    const id = WorkshopId.safeParse(c.req.param('id'));
    const role = id.success ? await workshops.roleOf(id.data, person) : undefined;
    if (!id.success || !role) return problem(c, 'unknown-workshop');
    if (role !== 'facilitator') return problem(c, 'no-right');
    const input = await readBody(c, InviteInput, {});
    const invite = await invites.create(id.data, input.role);
    return c.json(Invite.parse({ ...invite, url: `${ownOrigin(c, origin)}/join/${invite.code}` }), 201);
  });

  app.get('/api/invites/:code', async (c) => {
    const { title, role } = await find(c, c.req.param('code'));
    return c.json(InviteDetail.parse({ workshop: { title }, role }));
  });

  app.post('/api/join/:code', async (c) => {
    const { workshop, role } = await find(c, c.req.param('code'));
    const known = await sessions.personOf(c);
    const joined = (): Response => c.json(Joined.parse({ workshopId: workshop }));
    const isIn = known !== undefined && (await workshops.roleOf(workshop, known)) !== undefined;
    if (known && (isIn || (await people.hasAccount(known)))) {
      await workshops.join(workshop, known, role);
      return joined();
    }
    // A guest of one workshop, or a demo's visitor, stays the same person in the next; each knows them as they say there.
    const saysNothing = ['', '{}'].includes((await c.req.text()).trim());
    const before = known && saysNothing ? await workshops.lastKnownAs(known) : undefined;
    const as = before ?? (await readBody(c, JoinInput));
    const person = known ?? (await people.addGuest(as.name));
    await workshops.join(workshop, person, role, as);
    if (!known) await sessions.start(c, person);
    return joined();
  });

  return app;
};
