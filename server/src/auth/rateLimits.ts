import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const minute = 60;
const hour = 60 * minute;

/**
 * How many points in how many seconds. Limits by address have room for a conference of 300 people who join from
 * one address within a minute.
 */
const allowances = {
  signInByAddress: { points: 300, duration: 5 * minute },
  /** Wrong passwords for one e-mail from one address. */
  signInByEmailHere: { points: 10, duration: 15 * minute },
  /** Wrong passwords for one e-mail from everywhere: high, or a stranger could lock a person out. */
  signInByEmail: { points: 100, duration: hour },
  registerByAddress: { points: 300, duration: 10 * minute },
  registerByEmail: { points: 10, duration: hour },
  /** A lookup and a join cost one each, a wrong code ten, so that guessing stops first. */
  codesByAddress: { points: 1_500, duration: minute },
  demoByAddress: { points: 120, duration: 10 * minute },
  workshopsByPerson: { points: 60, duration: hour },
  /** Each scans a part of the journal, whatever it finds. */
  activityByPerson: { points: 600, duration: minute },
  exportsByPerson: { points: 120, duration: 10 * minute },
  /** Each takes seconds of the plan reader's thread. */
  planFilesByPerson: { points: 60, duration: 10 * minute },
  /** Each compares all companies in a workshop with its challenges. */
  matchingByPerson: { points: 300, duration: minute },
  /** Each takes up to a second of the solver's thread. */
  lineUpsByPerson: { points: 30, duration: minute },
} as const;

export type RateLimitName = keyof typeof allowances;

/** What a wrong code costs beyond the lookup. */
export const wrongCodePoints = 9;

export class RateLimitError extends Error {
  override readonly name = 'RateLimitError';
  /** Seconds to wait. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super(`too many tries, wait ${retryAfter} s`);
    this.retryAfter = retryAfter;
  }
}

export interface RateLimits {
  /** @throws RateLimitError when there are not that many points left. */
  consume(name: RateLimitName, key: string, points?: number): Promise<void>;
  /** Gives one point back. */
  refund(name: RateLimitName, key: string): Promise<void>;
}

/** Kept in this process's memory: a restart forgets all counts. */
export const createRateLimits = (): RateLimits => {
  const limiters = new Map<RateLimitName, RateLimiterMemory>();
  const limiterFor = (name: RateLimitName): RateLimiterMemory => {
    const limiter = limiters.get(name) ?? new RateLimiterMemory({ keyPrefix: name, ...allowances[name] });
    limiters.set(name, limiter);
    return limiter;
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
 * The address that a request comes from. This server speaks no TLS, so with an https origin there is a proxy
 * before it, which added the last entry of X-Forwarded-For; the client may have forged all entries before that.
 */
export const clientAddress = (c: Context, origin: string | undefined): string => {
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  if (forwarded && origin?.startsWith('https:')) return forwarded;
  // Requests without a socket, as in tests, have no bindings.
  const bindings: Partial<HttpBindings> | undefined = c.env;
  return bindings?.incoming?.socket.remoteAddress ?? 'unknown';
};
