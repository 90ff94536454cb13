import {
  ImportInput,
  LibraryAction,
  LibraryPage,
  LibraryQuery,
  PlanCheck,
  PlanFile,
  PlanImport,
  ReadingInput,
} from '@brygga/shared/api/library';
import { OrganisationId, type PersonId, PlanActionId, PlanFileId, PlanImportId } from '@brygga/shared/ids';
import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { Organisations } from '../../accounts/organisations.ts';
import type { RateLimits } from '../../auth/rateLimits.ts';
import type { Authenticate } from '../../auth/authenticate.ts';
import type { Imports } from '../../directory/library/imports.ts';
import type { Library } from '../../directory/library/library.ts';
import type { PlanReader } from '../../directory/library/planReader.ts';
import { readBody, readQuery } from '../middleware/readInput.ts';
import { problem, ProblemError } from '../middleware/problems.ts';

export interface LibraryRoutesDeps {
  readonly library: Library;
  readonly organisations: Organisations;
  readonly imports: Imports;
  readonly planReader: Pick<PlanReader, 'read'>;
  readonly rateLimits: RateLimits;
  readonly authenticate: Authenticate;
}

const base = '/api/organisations/:id/library';
/** Takes a whole file as its body. */
export const planFilePath = `${base}/files`;

/** A city's plan, for its own people alone. */
export const libraryRoutes = ({
  library,
  organisations,
  imports,
  planReader,
  rateLimits,
  authenticate,
}: LibraryRoutesDeps): Hono => {
  const app = new Hono();

  /** @throws ProblemError unless one of the city's people asks. */
  const askedOf = async (c: Context): Promise<{ city: OrganisationId; person: PersonId }> => {
    const person = await authenticate(c);
    if (!person) throw new ProblemError('signed-out');
    const city = OrganisationId.safeParse(c.req.param('id')).data;
    const kind = city && (await organisations.kindForMember(person, city));
    if (!city || !kind) throw new ProblemError('unknown-organisation');
    if (kind !== 'city') throw new ProblemError('no-right');
    return { city, person };
  };

  app.get(base, async (c) => {
    const { city } = await askedOf(c);
    return c.json(LibraryPage.parse(await library.page(city, readQuery(c, LibraryQuery))));
  });

  app.post(planFilePath, async (c) => {
    const { city, person } = await askedOf(c);
    await rateLimits.consume('planFilesByPerson', person);
    const read = await planReader.read(city, await c.req.arrayBuffer());
    return typeof read === 'string' ? problem(c, `plan-${read}`) : c.json(PlanFile.parse(read), 201);
  });

  app.post(`${planFilePath}/:file/check`, async (c) => {
    const { city } = await askedOf(c);
    const reading = await readBody(c, ReadingInput);
    const file = PlanFileId.safeParse(c.req.param('file'));
    const check = file.success ? await imports.check(city, file.data, reading) : undefined;
    return check ? c.json(PlanCheck.parse(check)) : problem(c, 'unknown-file');
  });

  app.get(`${base}/imports`, async (c) => {
    const { city } = await askedOf(c);
    return c.json(PlanImport.array().parse(await library.imports(city)));
  });

  app.post(`${base}/imports`, async (c) => {
    const { city, person } = await askedOf(c);
    const begun = await imports.begin({ city, person, ...(await readBody(c, ImportInput)) });
    if (typeof begun === 'string') return problem(c, begun);
    c.header('Content-Type', 'application/x-ndjson');
    return stream(c, async (told) => {
      for await (const news of begun) {
        await told.writeln(JSON.stringify(news));
        // Whoever goes away before the end wants none of it.
        if (told.aborted) break;
      }
    });
  });

  app.delete(`${base}/imports/:import`, async (c) => {
    const { city } = await askedOf(c);
    const id = PlanImportId.safeParse(c.req.param('import'));
    const removed = id.success && (await imports.remove(city, id.data));
    return removed ? c.body(null, 204) : problem(c, 'unknown-import');
  });

  app.get(`${base}/actions/:action`, async (c) => {
    const { city } = await askedOf(c);
    const id = PlanActionId.safeParse(c.req.param('action'));
    const action = id.success ? await library.action(city, id.data) : undefined;
    return action ? c.json(LibraryAction.parse(action)) : problem(c, 'unknown-action');
  });

  app.delete(`${base}/actions/:action`, async (c) => {
    const { city } = await askedOf(c);
    const id = PlanActionId.safeParse(c.req.param('action'));
    const removed = id.success && (await library.remove(city, id.data));
    return removed ? c.body(null, 204) : problem(c, 'unknown-action');
  });

  return app;
};
