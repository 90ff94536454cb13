import type { Reason } from '@brygga/shared/reasons';
import { type Problem, type ProblemCode, problems } from '@brygga/shared/api/problems';
import type { Verdict } from '@brygga/shared/commands/command';

/**
 * What goes back over HTTP: with 200 the command's result beside `decided`, the value of the board's
 * `meta.decided` from which on the document shows it; else a problem (RFC 9457).
 */
export interface CommandResponse {
  readonly status: number;
  readonly body: object;
}

export const problemResponse = (code: ProblemCode, extra: Partial<Problem> = {}): CommandResponse => {
  const { status, title } = problems[code];
  const body: Problem = { type: `/problems/${code}`, status, title, code, ...extra };
  return { status, body };
};

/** The title is for whoever reads the wire; people read the reason's sentence in the catalogue of messages. */
const reasonResponse = (status: number, reason: Reason): CommandResponse => {
  const text = reason.replaceAll('-', ' ');
  const title = text.charAt(0).toUpperCase() + text.slice(1);
  const body: Problem = { type: `/problems/${reason}`, status, title, code: reason };
  return { status, body };
};

export const rejectionResponse = (verdict: Exclude<Verdict, { kind: 'decided' }>): CommandResponse => {
  switch (verdict.kind) {
    case 'forbidden':
      return reasonResponse(403, verdict.reason);
    case 'refused':
      return reasonResponse(409, verdict.reason);
    case 'malformed': {
      const issues = verdict.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message }));
      return problemResponse('malformed', { issues });
    }
  }
};
