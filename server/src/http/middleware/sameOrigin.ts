import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a browser sends this from another site. A browser always says where from; whoever says
 * nothing is no browser, and carries nobody's cookie by accident. The raw headers are compared:
 * a URL that a framework has put together from them may have been talked into another host.
 *
 * @param own where people reach this server; undefined means wherever they asked for.
 */
export const isCrossOrigin = (headers: IncomingHttpHeaders, own: string | undefined): boolean => {
  const { origin, host } = headers;
  if (origin === undefined) return false;
  if (own !== undefined) return origin !== own;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
};
