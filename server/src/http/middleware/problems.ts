import { type ProblemCode, problems } from '@brygga/shared/api/problems';
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { RateLimitError } from '../../auth/rateLimits.ts';
import type { Log } from '../../ops/log.ts';
import { problemBody, type ProblemDetails } from '../../problems/problemBody.ts';
import { StorageError } from '../../storage/contract.ts';
import { RoomClosedError } from '../../sync/room/room.ts';
import { WorkerError } from '../../workers/workerClient.ts';

/** The one way to refuse a request: `handleErrors` makes it the response. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(problems[code].title);
    this.code = code;
    this.details = details;
  }
}

/**
 * The response of a problem (RFC 9457). Routes throw ProblemError instead; this is for handlers that must return one.
 *
 * @param details `retryAfter` is in seconds, and goes into the header too.
 */
export const problem = (c: Context, code: ProblemCode, details: ProblemDetails = {}): Response => {
  if (details.retryAfter !== undefined) c.header('Retry-After', String(details.retryAfter));
  return c.body(JSON.stringify(problemBody(code, details)), problems[code].status, {
    'Content-Type': 'application/problem+json',
  });
};

/** Makes a response of whatever was thrown. An unexpected error is logged, and its details stay in the log. */
export const handleErrors =
  (log: Log): ErrorHandler =>
  (error, c) => {
    if (error instanceof ProblemError) return problem(c, error.code, error.details);
    if (error instanceof RateLimitError) return problem(c, 'too-many', { retryAfter: error.retryAfter });
    if (error instanceof HTTPException) return error.getResponse();
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'request failed');
    return problem(c, problemCodeOf(error));
  };

const problemCodeOf = (error: Error): ProblemCode => {
  // The cause failed first, the others in undoing what it left.
  if (error instanceof AggregateError && error.cause instanceof Error) return problemCodeOf(error.cause);
  if (error instanceof StorageError || error instanceof RoomClosedError) return 'storage-failed';
  // A method that threw is a mistake in its code; a thread that is gone comes back.
  if (error instanceof WorkerError && error.reason !== 'failed') return 'unavailable';
  return 'internal';
};
