import { RoleChanged, RoleInput } from '@brygga/shared/api/workshops';
import { PersonId } from '@brygga/shared/ids';
import { Hono } from 'hono';
import type { ParticipationOutcome, Participations } from '../../../accounts/participations.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { responds, respondsNoContent } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { body, params } from '../../middleware/validation.ts';
import { requireFacilitator } from '../../middleware/workshopAccess.ts';

export interface PeopleRoutesDeps {
  readonly participations: Participations;
}

const path = '/api/workshops/:id/people/:person';

/** What facilitators decide about the people in a workshop. */
export const peopleRoutes = (
  { participations }: PeopleRoutesDeps,
  { requireSession, requireMembership }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  app.patch(
    path,
    describeRoute(
      'Give somebody another role; facilitators only. Their sockets go on with the right that they have now',
      { problems: ['last-facilitator'] },
    ),
    responds(RoleChanged),
    requireSession,
    requireMembership,
    requireFacilitator,
    params({ person: PersonId }, 'unknown-person'),
    body(RoleInput),
    async (c) => {
      const { person } = c.req.valid('param');
      const { role } = c.req.valid('json');
      requireDone(await participations.changeRole(c.var.workshop, person, role));
      return c.var.respond({ id: person, role });
    },
  );

  app.delete(
    path,
    describeRoute(
      'Remove somebody from the workshop; facilitators only. What they wrote and what their company holds stays; an invite lets them in again',
      { problems: ['last-facilitator'] },
    ),
    respondsNoContent,
    requireSession,
    requireMembership,
    requireFacilitator,
    params({ person: PersonId }, 'unknown-person'),
    async (c) => {
      requireDone(await participations.remove(c.var.workshop, c.req.valid('param').person));
      return c.var.respond();
    },
  );

  return app;
};

const requireDone = (outcome: ParticipationOutcome): void => {
  if (outcome !== 'done') throw new ProblemError(outcome);
};
