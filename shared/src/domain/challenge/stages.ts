import { isActive } from '../../agreements/consortium/state.ts';
import type { ChallengeAgreement, ChallengeStatus, Outcome } from '../../agreements/challenge/state.ts';
import type { ConsortiumView } from '../../agreements/board.ts';
import type { Reason } from '../../agreements/reasons.ts';
import type { ChallengeCard } from '../../document/cards/index.ts';
import { stripMarkup } from '../../document/text/richText.ts';
import { briefFindings } from './briefCheck/briefFindings.ts';
import { coverageOf } from '../consortium/coverage.ts';

/** What a move may rest on. */
export interface StageChangeContext {
  readonly challenge: ChallengeCard;
  readonly agreement: ChallengeAgreement;
  readonly consortia: readonly Pick<ConsortiumView, 'status' | 'seats' | 'members' | 'lead'>[];
  readonly why: string;
  readonly outcome: Outcome | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What must be true before a challenge leaves a stage; its code is the reason why it can't yet. */
export interface ExitTest {
  readonly code: ExitCode;
  holds(scene: StageChangeContext): boolean;
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
 * The ways that a challenge may go, and the exit tests of each. A stage is never skipped. Two arrows
 * lead back: a call that is taken up again, and a pitch that sends its teams back to forming.
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

/** Where a challenge may go from here. */
export const nextStatuses = (status: ChallengeStatus): readonly ChallengeStatus[] =>
  // The table is made of statuses alone.
  Object.keys(challengeTransitions[status]) as ChallengeStatus[];

/** What is still to do before this move; undefined where no arrow leads there. */
export const unmetExitTests = (to: ChallengeStatus, scene: StageChangeContext): readonly ExitCode[] | undefined => {
  const tests = challengeTransitions[scene.agreement.status][to];
  return tests?.filter((test) => !test.holds(scene)).map(({ code }) => code);
};

/** Before it is published a challenge is the city's own business. */
export const isPrivate = (status: ChallengeStatus): boolean => status === 'draft' || status === 'scoping';

/** Whether companies may still found a consortium that answers it. */
export const acceptsConsortia = (status: ChallengeStatus): boolean =>
  status === 'call' ||
  status === 'screening' ||
  status === 'workshop' ||
  status === 'forming' ||
  status === 'pitching' ||
  status === 'scoping';

/** Whether its brief still changes: what was decided about stands as it was. */
export const isBriefFinal = (status: ChallengeStatus): boolean =>
  status === 'decided' ||
  status === 'reported' ||
  status === 'followup' ||
  status === 'replicated' ||
  status === 'closed' ||
  status === 'withdrawn';
