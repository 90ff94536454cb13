import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { ProblemError } from '../../middleware/problems.ts';

const yearSeconds = 365 * 24 * 60 * 60;

/**
 * The built client. Files under `assets/` have the hash of their content in their names and are cached for ever;
 * all else is revalidated. A path without an extension is a page of the client, which gets `index.html`.
 *
 * @param root the folder of the build, absolute.
 */
export const clientFileRoutes = (root: string): Hono => {
  const app = new Hono();
  const index = join(root, 'index.html');

  const serve = (path?: string): MiddlewareHandler =>
    serveStatic({ root, precompressed: true, ...(path === undefined ? {} : { path }) });
  // Created once the build exists, because serveStatic warns on the console about a missing folder.
  let handlers: { files: MiddlewareHandler; page: MiddlewareHandler } | undefined;
  const staticFiles = () => (handlers ??= { files: serve(), page: serve('index.html') });

  app.use('*', async (c, next) => {
    if (!isSafeMethod(c) || isServerPath(c.req.path)) throw new ProblemError('not-found');
    if (!existsSync(index))
      return c.text('The client is not built yet. Run "npx pnpm@12 start", which builds it.', 500);
    return next();
  });
  app.use('*', compress(), async (c, next) => {
    await next();
    const isHashed = c.req.path.startsWith('/assets/');
    if (c.res.ok) c.header('Cache-Control', isHashed ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
  });
  app.use('*', (c, next) => staticFiles().files(c, next));
  app.use('*', (c, next) => {
    if (!isPagePath(c.req.path)) throw new ProblemError('not-found');
    return staticFiles().page(c, next);
  });
  return app;
};

const isSafeMethod = (c: Context): boolean => c.req.method === 'GET' || c.req.method === 'HEAD';

/** Below these, an unknown path is a mistake, not a page. */
const isServerPath = (path: string): boolean => /^\/(api|sync|problems)(\/|$)/.test(path);

const isPagePath = (path: string): boolean => !(path.split('/').at(-1) ?? '').includes('.');
