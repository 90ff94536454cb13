import { isActive } from '../../agreements/consortium/state.ts';
import type { ChallengeAgreement, ChallengeStatus, Outcome } from '../../agreements/challenge/state.ts';
import type { ConsortiumView } from '../../agreements/board.ts';
import type { Reason } from '../../reasons.ts';
import type { ChallengeCard } from '../../document/cards/index.ts';
import { stripMarkup } from '../../document/text/richText.ts';
import { briefFindings } from './briefCheck/briefFindings.ts';
import { coverageOf } from '../consortium/coverage.ts';

/** What an exit test reads. */
export interface StageChangeContext {
  readonly challenge: ChallengeCard;
  readonly agreement: ChallengeAgreement;
  readonly consortia: readonly Pick<ConsortiumView, 'status' | 'seats' | 'members' | 'lead'>[];
  readonly why: string;
  readonly outcome: Outcome | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What must be true before a challenge leaves a stage; `code` is the reason if it is not. */
export interface ExitTest {
  readonly code: ExitCode;
  holds(context: StageChangeContext): boolean;
}

export const exitCodes = [
  'brief-not-begun',
  'brief-not-ready',
  'neutrality-unconfirmed',
  'call-still-open',
  'needs-missing',
  'no-viable-consortium',
  'why-needed',
  'outcome-needed',
] as const satisfies readonly Reason[];
export type ExitCode = (typeof exitCodes)[number];

/** From the start of a calendar day in UTC until that day has ended everywhere on earth. */
const dayEverywhereMs = 36 * 60 * 60 * 1_000;

/** When a call ends whose last day (`2026-03-01`) is given, in milliseconds since 1970. */
export const callEnd = (lastDay: string): number => Date.parse(`${lastDay}T00:00:00Z`) + dayEverywhereMs;

/** The last day (`2026-03-01`) of a call that ends then. */
export const lastDayOfCall = (end: number): string => new Date(end - dayEverywhereMs).toISOString().slice(0, 10);

const briefBegunTest: ExitTest = {
  code: 'brief-not-begun',
  holds: ({ challenge }) => challenge.title.trim() !== '' && stripMarkup(challenge.brief) !== '',
};

const briefReadyTest: ExitTest = {
  code: 'brief-not-ready',
  holds: ({ challenge, at }) => briefFindings(challenge, at).every(({ weight }) => weight !== 'must'),
};

const neutralityTest: ExitTest = {
  code: 'neutrality-unconfirmed',
  holds: ({ agreement }) => agreement.neutral !== undefined,
};

const callOverTest: ExitTest = {
  code: 'call-still-open',
  holds: ({ agreement, at }) => agreement.callUntil === undefined || at >= agreement.callUntil,
};

const needsTest: ExitTest = {
  code: 'needs-missing',
  holds: ({ challenge }) => Object.keys(challenge.needs).length > 0,
};

const coverageTest: ExitTest = {
  code: 'no-viable-consortium',
  holds: ({ challenge, consortia }) =>
    consortia.some(
      (consortium) =>
        isActive(consortium) &&
        consortium.members[consortium.lead] !== undefined &&
        coverageOf(challenge.needs, consortium.seats).mustOpen === 0,
    ),
};

const reasonTest: ExitTest = { code: 'why-needed', holds: ({ why }) => why.trim() !== '' };
const outcomeTest: ExitTest = { code: 'outcome-needed', holds: ({ outcome }) => outcome !== undefined };

type ChallengeTransitions = {
  readonly [From in ChallengeStatus]: { readonly [To in ChallengeStatus]?: readonly ExitTest[] };
};

const withdrawal = { withdrawn: [reasonTest] };

/**
 * The transitions of a challenge, with the exit tests of each. A stage is never skipped. Two transitions
 * lead back: from the call to scoping, and from pitching to forming.
 */
export const challengeTransitions: ChallengeTransitions = {
  draft: { scoping: [briefBegunTest], ...withdrawal },
  scoping: { call: [briefReadyTest, needsTest, neutralityTest], ...withdrawal },
  call: { screening: [callOverTest], scoping: [reasonTest], ...withdrawal },
  screening: { workshop: [reasonTest], ...withdrawal },
  workshop: { forming: [needsTest], ...withdrawal },
  forming: { pitching: [coverageTest], ...withdrawal },
  pitching: { decided: [outcomeTest, reasonTest], forming: [reasonTest], ...withdrawal },
  decided: { reported: [reasonTest], ...withdrawal },
  reported: { followup: [], ...withdrawal },
  followup: { replicated: [reasonTest], closed: [reasonTest], ...withdrawal },
  replicated: {},
  closed: {},
  withdrawn: {},
};

/** The stages that a challenge may move to. */
export const nextStatuses = (status: ChallengeStatus): readonly ChallengeStatus[] =>
  // The table is made of statuses alone.
  Object.keys(challengeTransitions[status]) as ChallengeStatus[];

/** The exit tests that do not hold yet; undefined where there is no such transition. */
export const unmetExitTests = (to: ChallengeStatus, context: StageChangeContext): readonly ExitCode[] | undefined => {
  const tests = challengeTransitions[context.agreement.status][to];
  return tests?.filter((test) => !test.holds(context)).map(({ code }) => code);
};

/** Whether the challenge is not published yet. */
export const isPrivate = (status: ChallengeStatus): boolean => status === 'draft' || status === 'scoping';

const finalStatuses: ReadonlySet<ChallengeStatus> = new Set([
  'decided',
  'reported',
  'followup',
  'replicated',
  'closed',
  'withdrawn',
]);

/** Whether the brief is final: after the decision it is read-only. */
export const isBriefFinal = (status: ChallengeStatus): boolean => finalStatuses.has(status);

/** Whether companies may found a consortium that answers the challenge. */
export const acceptsConsortia = (status: ChallengeStatus): boolean => status !== 'draft' && !isBriefFinal(status);
