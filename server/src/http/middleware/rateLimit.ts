import type { MiddlewareHandler } from 'hono';
import { clientAddress, type RateLimitName, type RateLimits } from '../../auth/rateLimits.ts';
import { withDescription } from '../openapi/routeDescription.ts';
import type { SignedIn } from './context.ts';

/** Each request takes a point; the RateLimitError of one too many becomes a problem in `handleErrors`. */
export const createRateLimitMiddleware = (rateLimits: Pick<RateLimits, 'consume'>, origin: string | undefined) => ({
  limitByAddress: (name: RateLimitName) =>
    withDescription<MiddlewareHandler>(
      async (c, next) => {
        await rateLimits.consume(name, clientAddress(c, origin));
        await next();
      },
      { problems: ['too-many'] },
    ),

  limitByPerson: (name: RateLimitName) =>
    withDescription<MiddlewareHandler<SignedIn>>(
      async (c, next) => {
        await rateLimits.consume(name, c.var.person);
        await next();
      },
      { problems: ['too-many'] },
    ),
});
