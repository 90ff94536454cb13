import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const minute = 60;
const hour = 60 * minute;

/**
 * How often, in how many seconds. A conference of 300 comes from one address, and joins within a
 * minute: what is counted by address has room for that, what is counted by e-mail need not.
 */
const allowances = {
  signInByAddress: { points: 300, duration: 5 * minute },
  /** Wrong passwords for one e-mail from one address. */
  signInByEmailHere: { points: 10, duration: 15 * minute },
  /** Wrong passwords for one e-mail from everywhere: high, or anybody could lock somebody out. */
  signInByEmail: { points: 100, duration: hour },
  registerByAddress: { points: 300, duration: 10 * minute },
  registerByEmail: { points: 10, duration: hour },
  /** Looking up and joining cost one each, a code that doesn't exist ten: guessing runs dry first. */
  codesByAddress: { points: 1_500, duration: minute },
  demoByAddress: { points: 120, duration: 10 * minute },
  workshopsByPerson: { points: 60, duration: hour },
  /** Each looks through a part of what happened, whatever it finds. */
  activityByPerson: { points: 600, duration: minute },
  exportsByPerson: { points: 120, duration: 10 * minute },
  /** Each takes seconds of the thread that reads plans. */
  planFilesByPerson: { points: 60, duration: 10 * minute },
  /** Each holds all companies in a workshop against its challenges. */
  matchingByPerson: { points: 300, duration: minute },
  /** Each takes up to a second of the thread that solves. */
  lineUpsByPerson: { points: 30, duration: minute },
} as const;

export type RateLimitName = keyof typeof allowances;

/** What a try at a code that doesn't exist costs on top. */
export const wrongCodePoints = 9;

export class RateLimitError extends Error {
  override readonly name = 'TooManyTries';
  /** Seconds to wait. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super(`too many tries, wait ${retryAfter} s`);
    this.retryAfter = retryAfter;
  }
}

export interface RateLimits {
  /** @throws TooManyTries */
  consume(name: RateLimitName, key: string, points?: number): Promise<void>;
  refund(name: RateLimitName, key: string): Promise<void>;
}

/** In this process's memory: a restart forgets, which costs little. */
export const createRateLimits = (): RateLimits => {
  const limiters = new Map<RateLimitName, RateLimiterMemory>();
  const limiterFor = (name: RateLimitName): RateLimiterMemory => {
    const found = limiters.get(name) ?? new RateLimiterMemory({ keyPrefix: name, ...allowances[name] });
    limiters.set(name, found);
    return found;
  };
  return {
    async consume(name, key, points = 1) {
      try {
        await limiterFor(name).consume(key, points);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new RateLimitError(Math.max(1, Math.ceil(error.msBeforeNext / 1000)));
      }
    },
    async refund(name, key) {
      await limiterFor(name).reward(key, 1);
    },
  };
};

/**
 * Where a request comes from. Behind TLS there is a proxy, since this server speaks none: it added
 * the last entry of X-Forwarded-For, and all before that may be made up.
 */
export const clientAddress = (c: Context, origin: string | undefined): string => {
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  if (forwarded && origin?.startsWith('https:')) return forwarded;
  // Requests that never came through a socket, as in tests, have no bindings.
  const bindings: Partial<HttpBindings> | undefined = c.env;
  return bindings?.incoming?.socket.remoteAddress ?? 'unknown';
};
