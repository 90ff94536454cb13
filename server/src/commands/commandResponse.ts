import type { Reason } from '@brygga/shared/agreements/reasons';
import { type Problem, type ProblemCode, problems } from '@brygga/shared/api/problems';
import type { Verdict } from '@brygga/shared/commands/command';

/** What goes back over HTTP: with 200 the command's result, and in `decided` how far the document must have come to show it, else a problem (RFC 9457). */
export interface CommandResponse {
  readonly status: number;
  readonly body: object;
}

export const problemResponse = (code: ProblemCode, extra: Partial<Problem> = {}): CommandResponse => {
  const { status, title } = problems[code];
  const body: Problem = { type: `/problems/${code}`, status, title, code, ...extra };
  return { status, body };
};

/** A reason has its sentence in the catalogue of messages; the title is for whoever reads the wire. */
const reasonResponse = (status: number, reason: Reason): CommandResponse => {
  const words = reason.replaceAll('-', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
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
