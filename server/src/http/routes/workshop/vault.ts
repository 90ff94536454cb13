import { RivalsResponse, ScoringResponse } from '@brygga/shared/api/vault';
import { circleOfCompany } from '@brygga/shared/document/circles';
import { CardId, OrganisationId } from '@brygga/shared/ids';
import { isFacilitator, type Person } from '@brygga/shared/rules/actor';
import { Hono } from 'hono';
import type { VaultQueries } from '../../../vault/vaultQueries.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { responds } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { params, parseParam } from '../../middleware/validation.ts';
import { requireActor } from '../../middleware/workshopAccess.ts';

export interface VaultRoutesDeps {
  readonly vaultQueries: Pick<VaultQueries, 'rivalsOf' | 'scoringOf'>;
}

/** Companies wait for the scores; how many there are yet is for those who give them. */
const mayFollowScoring = (actor: Person): boolean =>
  isFacilitator(actor) || actor.organisations.some(({ kind }) => kind === 'city' || kind === 'host');

/** P9: the vault's document is sent to nobody. These are the parts of it that somebody may read. */
export const vaultRoutes = (
  { vaultQueries }: VaultRoutesDeps,
  { requireSession, requireCircle, requireMembership }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  app.get(
    '/api/workshops/:id/companies/:company/rivals',
    describeRoute('From whom a company keeps apart; its own people only, no facilitator', {
      problems: ['unknown-organisation'],
    }),
    responds(RivalsResponse),
    requireSession,
    // The company's circle admits its own people, and no facilitator.
    requireCircle((c) => circleOfCompany(parseParam(c, 'company', OrganisationId, 'unknown-organisation'))),
    async (c) => c.var.respond(await vaultQueries.rivalsOf(c.var.workshop, c.var.circle.id)),
  );

  app.get(
    '/api/workshops/:id/challenges/:challenge/scoring',
    describeRoute(
      'How many have scored a challenge’s consortia, never who; people of cities and hosts, and facilitators',
    ),
    responds(ScoringResponse),
    requireSession,
    requireMembership,
    requireActor(mayFollowScoring),
    params({ challenge: CardId }, 'unknown-brief'),
    async (c) => {
      const scoring = await vaultQueries.scoringOf(c.var.workshop, c.req.valid('param').challenge);
      if (!scoring) throw new ProblemError('unknown-brief');
      return c.var.respond(scoring);
    },
  );

  return app;
};
