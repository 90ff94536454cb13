import type { Context } from 'hono';

/** Whether the browser speaks TLS, to this server or to a proxy before it. */
export const isSecure = (c: Context, origin: string | undefined): boolean =>
  (origin?.startsWith('https:') ?? false) ||
  forwardedProtocol(c) === 'https' ||
  new URL(c.req.url).protocol === 'https:';

/** The origin at which the browser reaches this server. */
export const ownOrigin = (c: Context, origin: string | undefined): string =>
  origin ?? `${isSecure(c, origin) ? 'https' : 'http'}://${new URL(c.req.url).host}`;

/** Each proxy of a chain adds an entry; the first is the browser's. */
const forwardedProtocol = (c: Context): string | undefined =>
  c.req.header('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase();
