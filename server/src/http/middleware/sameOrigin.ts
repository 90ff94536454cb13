import type { IncomingHttpHeaders } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import { ProblemError } from './problems.ts';

/**
 * Whether a browser sends this from another site's page. A browser always sends Origin with what may change
 * something; a client without Origin is no browser, and sends nobody's cookie by accident. The raw headers are
 * compared, because a URL that a framework builds from them can be forged into another host.
 *
 * @param ownOrigin where people reach this server; undefined means the host that they asked for.
 */
export const isCrossOrigin = (headers: IncomingHttpHeaders, ownOrigin: string | undefined): boolean => {
  const { origin, host } = headers;
  if (origin === undefined) return false;
  if (ownOrigin !== undefined) return origin !== ownOrigin;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
};

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses requests from other sites' pages, unless their method changes nothing. */
export const requireSameOrigin =
  (ownOrigin: string | undefined): MiddlewareHandler =>
  async (c, next) => {
    const headers = { origin: c.req.header('origin'), host: c.req.header('host') };
    if (!safeMethods.has(c.req.method) && isCrossOrigin(headers, ownOrigin)) throw new ProblemError('foreign-origin');
    await next();
  };
