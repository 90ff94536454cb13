import { WorkshopCreated, WorkshopDetail, WorkshopInput, WorkshopSummary } from '@brygga/shared/api/workshops';
import { WorkshopId } from '@brygga/shared/ids';
import { Hono } from 'hono';
import type { Workshops } from '../../../accounts/workshops.ts';
import type { Sessions } from '../../../auth/sessions.ts';
import type { Demos } from '../../../demo/demos.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { requestLanguage } from '../../middleware/requestLanguage.ts';
import { responds } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { body, params } from '../../middleware/validation.ts';

export interface WorkshopRoutesDeps {
  readonly workshops: Workshops;
  readonly demos: Demos;
  readonly sessions: Sessions;
}

export const workshopRoutes = (
  { workshops, demos, sessions }: WorkshopRoutesDeps,
  { requireSession, requireOwnSession, limitByPerson }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  app.post(
    '/api/workshops',
    describeRoute('Make a workshop, as its facilitator', { problems: ['no-right'] }),
    responds(WorkshopCreated, 201),
    requireOwnSession,
    limitByPerson('workshopsByPerson'),
    body(WorkshopInput),
    async (c) => {
      const id = await workshops.create(c.var.person, c.req.valid('json'), requestLanguage(c));
      if (!id) throw new ProblemError('no-right');
      return c.var.respond({ id });
    },
  );

  app.get(
    '/api/workshops',
    describeRoute('The workshops that one is in, the latest first'),
    responds(WorkshopSummary.array()),
    requireOwnSession,
    async (c) => c.var.respond(await workshops.listFor(c.var.person)),
  );

  app.get(
    '/api/workshops/:id',
    describeRoute('A workshop that one is in'),
    responds(WorkshopDetail),
    requireSession,
    params({ id: WorkshopId }, 'unknown-workshop'),
    async (c) => {
      const { id } = c.req.valid('param');
      const detail = await workshops.detail(id, c.var.person);
      if (!detail) throw new ProblemError('unknown-workshop');
      const visitor = await sessions.personOf(c);
      const personas = visitor && (await demos.personasOf(id, visitor));
      return c.var.respond({ ...detail, ...(personas && { demo: { personas } }) });
    },
  );

  return app;
};
