import { type Problem, type ProblemCode, problems } from '@brygga/shared/api/problems';
import type { Reason } from '@brygga/shared/reasons';
import type { z } from 'zod';

export type ProblemDetails = Pick<Problem, 'issues' | 'retryAfter'>;

/** The body of a problem (RFC 9457). */
export const problemBody = (code: ProblemCode, details: ProblemDetails = {}): Problem => {
  const { status, title } = problems[code];
  return bodyOf(code, status, title, details);
};

/**
 * The body for a command's reason. Its title is for whoever reads the wire; people read the reason's sentence in the
 * catalogue of messages.
 */
export const reasonBody = (reason: Reason, status: number): Problem => {
  const text = reason.replaceAll('-', ' ');
  return bodyOf(reason, status, text.charAt(0).toUpperCase() + text.slice(1));
};

/** The order of the fields is part of stored command responses, which are replayed byte for byte. */
const bodyOf = (code: ProblemCode | Reason, status: number, title: string, details: ProblemDetails = {}): Problem => ({
  type: `/problems/${code}`,
  status,
  title,
  code,
  ...details,
});

/** Zod's issues without the values, which may be secrets. */
export const issuesOf = (issues: readonly z.core.$ZodIssue[]): NonNullable<Problem['issues']> =>
  issues.map(({ path, code, message }) => ({ path: path.map(String).join('.'), code: code ?? 'custom', message }));
