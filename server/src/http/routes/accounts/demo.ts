import { DemoInput, DemoOpened } from '@brygga/shared/api/workshops';
import { WorkshopId } from '@brygga/shared/ids';
import { Hono } from 'hono';
import type { Language } from '../../../accounts/agendaTemplates.ts';
import type { People } from '../../../accounts/people.ts';
import { withRollback } from '../../../accounts/withRollback.ts';
import type { Sessions } from '../../../auth/sessions.ts';
import type { Demos } from '../../../demo/demos.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { requestLanguage } from '../../middleware/requestLanguage.ts';
import { responds } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { body, params } from '../../middleware/validation.ts';

export interface DemoRoutesDeps {
  readonly demos: Demos;
  readonly people: People;
  readonly sessions: Sessions;
}

const visitorNames: Readonly<Record<Language, string>> = { en: 'Visitor', sv: 'Besökare' };

export const demoRoutes = (
  { demos, people, sessions }: DemoRoutesDeps,
  { requireOwnSession, limitByAddress }: RouteMiddleware,
): Hono => {
  const app = new Hono();

  app.post(
    '/api/demo',
    describeRoute('Open a demo workshop of one’s own'),
    responds(DemoOpened, 201),
    limitByAddress('demoByAddress'),
    body(DemoInput, { whenEmpty: {} }),
    async (c) => {
      const { fresh } = c.req.valid('json');
      const language = requestLanguage(c);
      const signedIn = await sessions.personOf(c);
      if (signedIn) return c.var.respond(await demos.open(signedIn, language, fresh));
      const guest = await people.addGuest(visitorNames[language]);
      const demo = await withRollback(
        () => demos.open(guest, language, fresh),
        () => people.removeGuest(guest),
      );
      await sessions.start(c, guest);
      return c.var.respond(demo);
    },
  );

  app.post(
    '/api/demo/:id/reset',
    describeRoute('Put a fresh copy in place of one’s demo'),
    responds(DemoOpened, 201),
    limitByAddress('demoByAddress'),
    requireOwnSession,
    params({ id: WorkshopId }, 'unknown-workshop'),
    async (c) => {
      const demo = await demos.reset(c.req.valid('param').id, c.var.person, requestLanguage(c));
      if (!demo) throw new ProblemError('unknown-workshop');
      return c.var.respond(demo);
    },
  );

  return app;
};
