import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { problem } from '../middleware/problems.ts';

const yearSeconds = 365 * 24 * 60 * 60;

/**
 * The client as it was built. Files under `assets/` have their content's hash in their names and
 * stay good for ever; all else is asked for anew. A path that is no file is a page of the client's.
 *
 * @param root the folder of the build, absolute.
 */
export const clientFileRoutes = (root: string): Hono => {
  const app = new Hono();
  const index = join(root, 'index.html');

  const serve = (path?: string): MiddlewareHandler =>
    serveStatic({ root, precompressed: true, ...(path === undefined ? {} : { path }) });
  // Made when the build is there: the library complains on the console about a folder that is not.
  let made: { files: MiddlewareHandler; page: MiddlewareHandler } | undefined;
  const served = () => (made ??= { files: serve(), page: serve('index.html') });

  app.use('*', async (c, next) => {
    if (!isSafeMethod(c) || isServerPath(c.req.path)) return problem(c, 'not-found');
    if (!existsSync(index))
      return c.text('The client is not built yet. Run "npx pnpm@12 start", which builds it.', 500);
    return next();
  });
  app.use('*', compress(), async (c, next) => {
    await next();
    const forEver = c.req.path.startsWith('/assets/');
    if (c.res.ok) c.header('Cache-Control', forEver ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
  });
  app.use('*', (c, next) => served().files(c, next));
  app.use('*', (c, next) =>
    isPagePath(c.req.path) ? served().page(c, next) : Promise.resolve(problem(c, 'not-found')),
  );
  return app;
};

const isSafeMethod = (c: Context): boolean => c.req.method === 'GET' || c.req.method === 'HEAD';

/** Below these, an unknown path is a mistake, not a page. */
const isServerPath = (path: string): boolean => /^\/(api|sync|problems)(\/|$)/.test(path);

const isPagePath = (path: string): boolean => !(path.split('/').at(-1) ?? '').includes('.');
