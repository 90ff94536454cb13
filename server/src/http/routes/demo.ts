import { DemoInput, DemoOpened } from '@brygga/shared/api/workshops';
import { WorkshopId } from '@brygga/shared/ids';
import { Hono } from 'hono';
import type { People } from '../../accounts/people.ts';
import type { Language } from '../../accounts/agendaTemplates.ts';
import { clientAddress, type RateLimits } from '../../auth/rateLimits.ts';
import type { Sessions } from '../../auth/sessions.ts';
import type { Demos } from '../../demo/demos.ts';
import { readBody } from '../middleware/readInput.ts';
import { requestLanguage } from '../middleware/requestLanguage.ts';
import { problem } from '../middleware/problems.ts';

export interface DemoRoutesDeps {
  readonly demos: Demos;
  readonly people: People;
  readonly sessions: Sessions;
  readonly rateLimits: RateLimits;
  readonly origin: string | undefined;
}

const visitorNames: Readonly<Record<Language, string>> = { en: 'Visitor', sv: 'Besökare' };

export const demoRoutes = ({ demos, people, sessions, rateLimits, origin }: DemoRoutesDeps): Hono => {
  const app = new Hono();

  app.post('/api/demo', async (c) => {
    await rateLimits.consume('demoByAddress', clientAddress(c, origin));
    const { fresh } = await readBody(c, DemoInput, {});
    const language = requestLanguage(c);
    const known = await sessions.personOf(c);
    const visitor = known ?? (await people.addGuest(visitorNames[language]));
    const opened = await demos.open(visitor, language, fresh);
    if (!known) await sessions.start(c, visitor);
    return c.json(DemoOpened.parse(opened), 201);
  });

  app.post('/api/demo/:id/reset', async (c) => {
    await rateLimits.consume('demoByAddress', clientAddress(c, origin));
    const visitor = await sessions.personOf(c);
    if (!visitor) return problem(c, 'signed-out');
    const id = WorkshopId.safeParse(c.req.param('id'));
    const opened = id.success ? await demos.reset(id.data, visitor, requestLanguage(c)) : undefined;
    return opened ? c.json(DemoOpened.parse(opened), 201) : problem(c, 'unknown-workshop');
  });

  return app;
};
