import type { ProblemCode } from '@brygga/shared/api/problems';
import type { Verdict } from '@brygga/shared/commands/command';
import { issuesOf, problemBody, type ProblemDetails, reasonBody } from '../problems/problemBody.ts';

/**
 * What goes back over HTTP: with 200 the command's result beside `decided`, the value of the board's
 * `meta.decided` from which on the document shows it; else a problem (RFC 9457).
 */
export interface CommandResponse {
  readonly status: number;
  readonly body: object;
}

export const problemResponse = (code: ProblemCode, details?: ProblemDetails): CommandResponse => {
  const body = problemBody(code, details);
  return { status: body.status, body };
};

/** The statuses with which a command's reasons are answered. */
export const reasonStatuses = { forbidden: 403, refused: 409 } as const;

export const rejectionResponse = (verdict: Exclude<Verdict, { kind: 'decided' }>): CommandResponse => {
  if (verdict.kind === 'malformed') return problemResponse('malformed', { issues: issuesOf(verdict.issues) });
  const status = reasonStatuses[verdict.kind];
  return { status, body: reasonBody(verdict.reason, status) };
};
