import {
  ImportInput,
  ImportProgress,
  LibraryAction,
  LibraryPage,
  LibraryQuery,
  PlanCheck,
  PlanFile,
  PlanImport,
  planRefusals,
  ReadingInput,
} from '@brygga/shared/api/library';
import { PlanActionId, PlanFileId, PlanImportId } from '@brygga/shared/ids';
import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { Imports } from '../../../directory/library/imports.ts';
import type { Library } from '../../../directory/library/library.ts';
import type { PlanReader } from '../../../directory/library/planReader.ts';
import { describeRoute } from '../../openapi/routeDescription.ts';
import { ProblemError } from '../../middleware/problems.ts';
import { responds, respondsNoContent } from '../../middleware/responses.ts';
import type { RouteMiddleware } from '../../middleware/routeMiddleware.ts';
import { body, params, query } from '../../middleware/validation.ts';

export interface LibraryRoutesDeps {
  readonly library: Library;
  readonly imports: Imports;
  readonly planReader: Pick<PlanReader, 'read'>;
}

const base = '/api/organisations/:id/library';
/** Takes a whole file as its body. */
export const planFilePath = `${base}/files`;

/** A city's plan, for its own people alone. */
export const libraryRoutes = (
  { library, imports, planReader }: LibraryRoutesDeps,
  { requireSession, requireOrganisation, limitByPerson }: RouteMiddleware,
): Hono => {
  const app = new Hono();
  const requireCity = requireOrganisation('city');

  app.get(
    base,
    describeRoute('Actions of a city’s plan, the latest file first; its own people only, as all below it'),
    responds(LibraryPage),
    requireSession,
    requireCity,
    query(LibraryQuery),
    async (c) => c.var.respond(await library.page(c.var.organisation, c.req.valid('query'))),
  );

  app.post(
    planFilePath,
    describeRoute('Read an .xlsx or CSV file; it is kept for a while, to be brought in', {
      body: { mediaType: 'application/octet-stream', required: true },
      problems: [...planRefusals.map((refusal) => `plan-${refusal}` as const), 'file-too-large', 'unavailable'],
    }),
    responds(PlanFile, 201),
    requireSession,
    requireCity,
    limitByPerson('planFilesByPerson'),
    async (c) => {
      const file = await planReader.read(c.var.organisation, await c.req.arrayBuffer());
      if (typeof file === 'string') throw new ProblemError(`plan-${file}`);
      return c.var.respond(file);
    },
  );

  app.post(
    `${planFilePath}/:file/check`,
    describeRoute('What would come of a file with these columns, and what is wrong in which row', {
      problems: ['unavailable'],
    }),
    responds(PlanCheck),
    requireSession,
    requireCity,
    body(ReadingInput),
    params({ file: PlanFileId }, 'unknown-file'),
    async (c) => {
      const check = await imports.check(c.var.organisation, c.req.valid('param').file, c.req.valid('json'));
      if (!check) throw new ProblemError('unknown-file');
      return c.var.respond(check);
    },
  );

  app.get(
    `${base}/imports`,
    describeRoute('The files that were brought in'),
    responds(PlanImport.array()),
    requireSession,
    requireCity,
    async (c) => c.var.respond(await library.imports(c.var.organisation)),
  );

  app.post(
    `${base}/imports`,
    describeRoute(
      'Bring a file in, all of it or nothing; told as it goes, a line of JSON each. Who hangs up calls it off',
      {
        problems: ['unknown-file', 'plan-has-faults', 'library-full', 'unavailable'],
        responses: { 200: { mediaType: 'application/x-ndjson', schema: ImportProgress } },
      },
    ),
    requireSession,
    requireCity,
    body(ImportInput),
    async (c) => {
      const { organisation: city, person } = c.var;
      const progress = await imports.begin({ city, person, ...c.req.valid('json') });
      if (typeof progress === 'string') throw new ProblemError(progress);
      c.header('Content-Type', 'application/x-ndjson');
      return stream(c, async (lines) => {
        for await (const step of progress) {
          await lines.writeln(JSON.stringify(step));
          // Leaving the loop rolls the import back.
          if (lines.aborted) break;
        }
      });
    },
  );

  app.delete(
    `${base}/imports/:import`,
    describeRoute('Remove what a file brought in', { problems: ['unavailable'] }),
    respondsNoContent,
    requireSession,
    requireCity,
    params({ import: PlanImportId }, 'unknown-import'),
    async (c) => {
      const isRemoved = await imports.remove(c.var.organisation, c.req.valid('param').import);
      if (!isRemoved) throw new ProblemError('unknown-import');
      return c.var.respond();
    },
  );

  app.get(
    `${base}/actions/:action`,
    describeRoute('One action'),
    responds(LibraryAction),
    requireSession,
    requireCity,
    params({ action: PlanActionId }, 'unknown-action'),
    async (c) => {
      const action = await library.action(c.var.organisation, c.req.valid('param').action);
      if (!action) throw new ProblemError('unknown-action');
      return c.var.respond(action);
    },
  );

  app.delete(
    `${base}/actions/:action`,
    describeRoute('Remove an action'),
    respondsNoContent,
    requireSession,
    requireCity,
    params({ action: PlanActionId }, 'unknown-action'),
    async (c) => {
      const isRemoved = await library.remove(c.var.organisation, c.req.valid('param').action);
      if (!isRemoved) throw new ProblemError('unknown-action');
      return c.var.respond();
    },
  );

  return app;
};
