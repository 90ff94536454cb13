import { LineUpsInput, LineUpsResponse, NeededByResponse, PartnersResponse } from '@brygga/shared/api/matching';
import type { ProblemCode } from '@brygga/shared/api/problems';
import { CardId, OrganisationId } from '@brygga/shared/ids';
import { Hono } from 'hono';
import type { WorkshopActor, Matching, MatchingResult } from '../../../matching/matching.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import type { InWorkshop } from '../../middleware/context.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { responds } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { body, params } from '../../middleware/validation.ts';

export interface MatchingRoutesDeps {
  readonly matching: Matching;
}

/**
 * Proposals with their reasons: whom a consortium lacks, who needs a company, who could answer a challenge
 * together. They notify nobody, and rank nobody in public.
 */
export const matchingRoutes = (
  { matching }: MatchingRoutesDeps,
  { requireSession, requireMembership, limitByPerson }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  app.get(
    '/api/workshops/:id/consortia/:consortium/partners',
    describeRoute('Who would bring a consortium furthest, and why; its own companies, and facilitators', {
      problems: ['no-right'],
    }),
    responds(PartnersResponse),
    requireSession,
    requireMembership,
    limitByPerson('matchingByPerson'),
    params({ consortium: CardId }, 'consortium-gone'),
    async (c) => {
      const result = await matching.partners(workshopActor(c.var), c.req.valid('param').consortium);
      return c.var.respond(resultOrThrow(result, 'consortium-gone'));
    },
  );

  app.get(
    '/api/workshops/:id/companies/:company/needed-by',
    describeRoute('Which consortia and challenges need a company, and why; its own people, and facilitators', {
      problems: ['no-right'],
    }),
    responds(NeededByResponse),
    requireSession,
    requireMembership,
    limitByPerson('matchingByPerson'),
    params({ company: OrganisationId }, 'unknown-organisation'),
    async (c) => {
      const result = await matching.neededBy(workshopActor(c.var), c.req.valid('param').company);
      return c.var.respond(resultOrThrow(result, 'not-found'));
    },
  );

  app.post(
    '/api/workshops/:id/challenges/:challenge/line-ups',
    describeRoute(
      'Up to three of the smallest line-ups that cover a challenge, proven; companies are among those who stay in theirs',
      { problems: ['no-right', 'unknown-organisation', 'unavailable'] },
    ),
    responds(LineUpsResponse),
    requireSession,
    requireMembership,
    limitByPerson('lineUpsByPerson'),
    body(LineUpsInput, { whenEmpty: {} }),
    params({ challenge: CardId }, 'unknown-brief'),
    async (c) => {
      const { challenge } = c.req.valid('param');
      const result = await matching.lineUps(workshopActor(c.var), challenge, c.req.valid('json'));
      return c.var.respond(resultOrThrow(result, 'unknown-brief'));
    },
  );

  return app;
};

const workshopActor = ({ workshop, membership }: InWorkshop['Variables']): WorkshopActor => ({
  workshop,
  actor: membership.actor,
});

/** @throws ProblemError where there is no result for this person. */
const resultOrThrow = <Result>(result: MatchingResult<Result>, unknownCard: ProblemCode): Result => {
  if (result === 'no-right') throw new ProblemError('no-right');
  if (result === 'unknown-company') throw new ProblemError('unknown-organisation');
  if (result === 'unknown-card') throw new ProblemError(unknownCard);
  return result;
};
