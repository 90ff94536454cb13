import { LineUpsInput, LineUpsResponse, NeededByResponse, PartnersResponse } from '@brygga/shared/api/matching';
import type { ProblemCode } from '@brygga/shared/api/problems';
import { CardId, OrganisationId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import { type Context, Hono } from 'hono';
import type { Memberships } from '../../sync/access/membership.ts';
import type { RateLimitName, RateLimits } from '../../auth/rateLimits.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import type { WorkshopActor, Matching, MatchingResult } from '../../matching/matching.ts';
import { readBody } from '../middleware/readInput.ts';
import { ProblemError } from '../middleware/problems.ts';

export interface MatchingRoutesDeps {
  readonly matching: Matching;
  readonly memberships: Memberships;
  readonly rateLimits: RateLimits;
  readonly authenticate: Authenticate;
}

/** Who is missing in a consortium, who needs a company, and who could answer a challenge together. */
export const matchingRoutes = ({ matching, memberships, rateLimits, authenticate }: MatchingRoutesDeps): Hono => {
  const app = new Hono();

  /** @throws ProblemError unless the person is in the workshop. */
  const askedOf = async (c: Context, limit: RateLimitName): Promise<WorkshopActor> => {
    const person: PersonId | undefined = await authenticate(c);
    if (!person) throw new ProblemError('signed-out');
    const workshop = WorkshopId.safeParse(c.req.param('id')).data;
    const membership = workshop && (await memberships.of(workshop, person));
    if (!workshop || !membership) throw new ProblemError('unknown-workshop');
    await rateLimits.consume(limit, person);
    return { workshop, actor: membership.actor };
  };

  app.get('/api/workshops/:id/consortia/:consortium/partners', async (c) => {
    const asks = await askedOf(c, 'matchingByPerson');
    const consortium = CardId.safeParse(c.req.param('consortium')).data;
    const told = consortium ? await matching.partners(asks, consortium) : 'unknown-card';
    return c.json(PartnersResponse.parse(resultOrThrow(told, 'consortium-gone')));
  });

  app.get('/api/workshops/:id/companies/:company/needed-by', async (c) => {
    const asks = await askedOf(c, 'matchingByPerson');
    const company = OrganisationId.safeParse(c.req.param('company')).data;
    const told = company ? await matching.neededBy(asks, company) : 'unknown-company';
    return c.json(NeededByResponse.parse(resultOrThrow(told)));
  });

  app.post('/api/workshops/:id/challenges/:challenge/line-ups', async (c) => {
    const asks = await askedOf(c, 'lineUpsByPerson');
    const challenge = CardId.safeParse(c.req.param('challenge')).data;
    const input = await readBody(c, LineUpsInput, {});
    const told = challenge ? await matching.lineUps(asks, challenge, input) : 'unknown-card';
    return c.json(LineUpsResponse.parse(resultOrThrow(told, 'unknown-brief')));
  });

  return app;
};

/** @throws ProblemError where there is no answer for whoever asks. */
const resultOrThrow = <Answer>(told: MatchingResult<Answer>, unknownCard: ProblemCode = 'not-found'): Answer => {
  if (told === 'no-right') throw new ProblemError('no-right');
  if (told === 'unknown-company') throw new ProblemError('unknown-organisation');
  if (told === 'unknown-card') throw new ProblemError(unknownCard);
  return told;
};
