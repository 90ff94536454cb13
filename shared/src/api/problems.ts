import { z } from 'zod';
import type { Reason } from '../reasons.ts';

/**
 * Why a request fails, apart from a command's reasons: code → status and English title. The client shows the
 * message `problem_<code>`, with `_` for `-`.
 */
export const problems = {
  malformed: { status: 422, title: 'Some fields are missing or wrong' },
  'not-json': { status: 400, title: 'The body is not valid JSON' },
  'body-too-large': { status: 413, title: 'The body is larger than this server accepts' },
  'signed-out': { status: 401, title: 'Sign in first' },
  'wrong-credentials': { status: 401, title: 'E-mail or password is wrong' },
  'email-taken': { status: 409, title: 'Somebody has registered with this e-mail already' },
  'foreign-origin': { status: 403, title: 'Requests from other sites are not accepted' },
  'no-right': { status: 403, title: 'You have no right to do this' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'unknown-workshop': { status: 404, title: 'There is no such workshop, or you are not in it' },
  'unknown-person': { status: 404, title: 'There is nobody of this id in the workshop' },
  'last-facilitator': { status: 409, title: 'A workshop needs a facilitator: make somebody else one first' },
  'unknown-organisation': { status: 404, title: 'There is no such organisation, or you are not in it' },
  'file-too-large': { status: 413, title: 'The file is larger than 20 MB: take out what is not the plan, or split it' },
  'plan-not-a-sheet': { status: 422, title: 'The file is neither an Excel workbook nor a CSV file' },
  'plan-old-excel': {
    status: 422,
    title: 'Excel’s old format and files with a password can’t be read: save it as a workbook of today without one',
  },
  'plan-broken': { status: 422, title: 'The file is damaged: open it, save it again, and try with that' },
  'plan-empty': { status: 422, title: 'There is nothing in the file' },
  'plan-too-many-rows': { status: 422, title: 'A sheet has more than 20,000 rows: split it into several files' },
  'plan-too-many-columns': {
    status: 422,
    title: 'A sheet has more than 200 columns: take out those that are not the plan',
  },
  'plan-unpacks-too-large': {
    status: 422,
    title: 'The file unpacks to more than this server reads: save the plan alone in a new file',
  },
  'plan-has-faults': { status: 422, title: 'Some rows can’t be read: nothing was brought in' },
  'unknown-brief': { status: 404, title: 'There is no such challenge' },
  'consortium-gone': { status: 404, title: 'There is no such consortium' },
  'unknown-letter': { status: 404, title: 'The letter of intent has not been begun' },
  'unknown-file': { status: 404, title: 'The file is not kept any more: send it again' },
  'unknown-action': { status: 404, title: 'There is no such action in the library' },
  'unknown-import': { status: 404, title: 'There is no such file in the library' },
  'library-full': {
    status: 409,
    title: 'The library would hold more than 60,000 actions: remove what is out of date first',
  },
  'profile-changed': {
    status: 412,
    title: 'A colleague has saved this profile meanwhile: read it, and save yours over it if you still want to',
  },
  'unknown-code': { status: 404, title: 'This code is not valid; ask the host for a new one' },
  'expired-code': { status: 410, title: 'This code has expired; ask the host for a new one' },
  'unknown-command': { status: 404, title: 'There is no such command' },
  'key-needed': { status: 400, title: 'A command needs an Idempotency-Key header' },
  'key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'too-many': { status: 429, title: 'Too many tries; wait a little' },
  'storage-failed': { status: 503, title: 'The server could not save this; try again' },
  unavailable: { status: 503, title: 'The server can’t do this right now; try again in a moment' },
  internal: { status: 500, title: 'Something went wrong on the server' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** Problem details (RFC 9457), sent as `application/problem+json`. */
export const Problem = z.object({
  /** `/problems/<code>` */
  type: z.string(),
  status: z.number().int(),
  title: z.string(),
  code: z.string(),
  /** The schema's failed checks; paths are joined by dots. */
  issues: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  /** Seconds to wait before the next try. */
  retryAfter: z.number().optional(),
});
export type Problem = Omit<z.output<typeof Problem>, 'code'> & { code: ProblemCode | Reason | (string & {}) };
