import { type Problem, type ProblemCode, problems } from '@brygga/shared/api/problems';
import type { Context, ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { RateLimitError } from '../../auth/rateLimits.ts';
import type { Log } from '../../ops/log.ts';
import { StorageError } from '../../storage/contract.ts';
import { RoomClosedError } from '../../sync/room/room.ts';
import { WorkerError } from '../../workers/workerClient.ts';

type ProblemDetails = Pick<Problem, 'issues' | 'retryAfter'>;

/** What went wrong, thrown from wherever it shows; `onError` answers it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly extra: ProblemDetails;

  constructor(code: ProblemCode, extra: ProblemDetails = {}) {
    super(problems[code].title);
    this.code = code;
    this.extra = extra;
  }
}

/** An answer after RFC 9457. `retryAfter` is in seconds, and goes into the header too. */
export const problem = (c: Context, code: ProblemCode, extra: ProblemDetails = {}): Response => {
  const { title, status } = problems[code];
  const body: Problem = { type: `/problems/${code}`, status, title, code, ...extra };
  return problemResponse(c, body);
};

/** The same for a problem that is not in the table, such as a command's reason. */
export const problemResponse = (c: Context, body: Problem): Response => {
  if (body.retryAfter !== undefined) c.header('Retry-After', String(body.retryAfter));
  return c.body(JSON.stringify(body), toContentfulStatus(body.status), { 'Content-Type': 'application/problem+json' });
};

/** Zod's issues as a problem shows them: no values, which may be secrets. */
export const issuesOf = (issues: readonly z.core.$ZodIssue[]): NonNullable<Problem['issues']> =>
  issues.map(({ path, code, message }) => ({ path: path.map(String).join('.'), code: code ?? 'custom', message }));

/** Answers whatever was thrown. What nobody expected is logged, and told without details. */
export const handleErrors =
  (log: Log): ErrorHandler =>
  (error, c) => {
    if (error instanceof ProblemError) return problem(c, error.code, error.extra);
    if (error instanceof RateLimitError) return problem(c, 'too-many', { retryAfter: error.retryAfter });
    if (error instanceof HTTPException) return error.getResponse();
    log.error({ err: error, method: c.req.method, path: c.req.path }, 'request failed');
    return problem(c, problemCodeOf(error));
  };

const problemCodeOf = (error: Error): ProblemCode => {
  if (error instanceof StorageError || error instanceof RoomClosedError) return 'storage-failed';
  // A method that threw is a mistake in its code; a thread that is gone comes back.
  if (error instanceof WorkerError && error.reason !== 'failed') return 'unavailable';
  return 'internal';
};

// Every problem's status has a body; Hono's type of such statuses can't be told from a number.
const toContentfulStatus = (status: number): ContentfulStatusCode => status as ContentfulStatusCode;
