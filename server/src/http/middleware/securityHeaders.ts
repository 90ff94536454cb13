import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/**
 * Pages load from this server alone and can't be framed. Inline styles are allowed, because the board places
 * its cards by them; inline scripts are not.
 */
export const securityHeaders = (origin: string | undefined): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      // Older browsers don't count the WebSocket of the same host as 'self'.
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
