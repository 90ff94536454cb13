import type { Context } from 'hono';

/** Whether the person's browser speaks TLS, to us or to a proxy before us. */
export const isSecure = (c: Context, origin: string | undefined): boolean =>
  (origin?.startsWith('https:') ?? false) ||
  forwardedProtocol(c) === 'https' ||
  new URL(c.req.url).protocol === 'https:';

/** The address at which this browser has us, without a path. */
export const ownOrigin = (c: Context, origin: string | undefined): string =>
  origin ?? `${isSecure(c, origin) ? 'https' : 'http'}://${new URL(c.req.url).host}`;

/** A chain of proxies lists what each saw; the first is what the browser spoke. */
const forwardedProtocol = (c: Context): string | undefined =>
  c.req.header('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase();
