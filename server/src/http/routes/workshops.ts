import { WorkshopCreated, WorkshopDetail, WorkshopInput, WorkshopSummary } from '@brygga/shared/api/workshops';
import { WorkshopId } from '@brygga/shared/ids';
import { Hono } from 'hono';
import type { Workshops } from '../../accounts/workshops.ts';
import type { RateLimits } from '../../auth/rateLimits.ts';
import type { Sessions } from '../../auth/sessions.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import type { Demos } from '../../demo/demos.ts';
import { readBody } from '../middleware/readInput.ts';
import { requestLanguage } from '../middleware/requestLanguage.ts';
import { problem } from '../middleware/problems.ts';

export interface WorkshopRoutesDeps {
  readonly workshops: Workshops;
  readonly demos: Demos;
  readonly sessions: Sessions;
  readonly rateLimits: RateLimits;
  readonly authenticate: Authenticate;
}

export const workshopRoutes = ({ workshops, demos, sessions, rateLimits, authenticate }: WorkshopRoutesDeps): Hono => {
  const app = new Hono();

  // What is somebody's own, such as their workshops, is asked by the person, never by whom they look as in a demo.
  app.post('/api/workshops', async (c) => {
    const person = await sessions.personOf(c);
    if (!person) return problem(c, 'signed-out');
    await rateLimits.consume('workshopsByPerson', person);
    const id = await workshops.create(person, await readBody(c, WorkshopInput), requestLanguage(c));
    return id ? c.json(WorkshopCreated.parse({ id }), 201) : problem(c, 'no-right');
  });

  app.get('/api/workshops', async (c) => {
    const person = await sessions.personOf(c);
    if (!person) return problem(c, 'signed-out');
    return c.json(WorkshopSummary.array().parse(await workshops.listFor(person)));
  });

  app.get('/api/workshops/:id', async (c) => {
    const person = await authenticate(c);
    if (!person) return problem(c, 'signed-out');
    const id = WorkshopId.safeParse(c.req.param('id'));
    const detail = id.success ? await workshops.detail(id.data, person) : undefined;
    if (!id.success || !detail) return problem(c, 'unknown-workshop');
    const visitor = await sessions.personOf(c);
    const personas = visitor && (await demos.personasOf(id.data, visitor));
    return c.json(WorkshopDetail.parse({ ...detail, ...(personas ? { demo: { personas } } : {}) }));
  });

  return app;
};
