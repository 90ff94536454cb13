import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { isCrossOrigin } from './sameOrigin.ts';
import { problem } from './problems.ts';

/**
 * A page of ours loads from us alone, and nobody frames it. Styles may stand in the page, since the
 * board places its cards by them; scripts may not.
 */
export const securityHeaders = (origin: string | undefined): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      // 'self' has not always meant the WebSocket of the same host.
      connectSrc: [
        "'self'",
        (c) => `${c.req.url.startsWith('https:') ? 'wss' : 'ws'}://${new URL(c.req.url).host}`,
        ...socketOrigins(origin),
      ],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'same-origin',
    strictTransportSecurity: origin?.startsWith('https:') ? 'max-age=31536000' : false,
  });

const socketOrigins = (origin: string | undefined): string[] => (origin ? [origin.replace(/^http/, 'ws')] : []);

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What changes something is not taken from another site's page. */
export const requireSameOrigin =
  (origin: string | undefined): MiddlewareHandler =>
  async (c, next) => {
    const from = { origin: c.req.header('origin'), host: c.req.header('host') };
    const refused = !safeMethods.has(c.req.method) && isCrossOrigin(from, origin);
    return refused ? problem(c, 'foreign-origin') : next();
  };
