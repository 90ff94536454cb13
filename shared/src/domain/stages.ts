import type { ChallengeAgreement, ChallengeStatus, Outcome } from '../agreements/challenge.ts';
import type { ConsortiumView } from '../agreements/board.ts';
import type { Reason } from '../agreements/reasons.ts';
import type { ChallengeCard } from '../document/cards/index.ts';
import { richWords } from '../document/richWords.ts';
import { briefFindings } from './briefCheck/index.ts';
import { coverageOf } from './coverage.ts';

/** What a move may rest on. */
export interface MoveScene {
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
  holds(scene: MoveScene): boolean;
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

const briefBegun: ExitTest = {
  code: 'brief-not-begun',
  holds: ({ challenge }) => challenge.title.trim() !== '' && richWords(challenge.brief) !== '',
};
const briefReady: ExitTest = {
  code: 'brief-not-ready',
  holds: ({ challenge, at }) => briefFindings(challenge, at).every(({ weight }) => weight !== 'must'),
};
const neutralConfirmed: ExitTest = {
  code: 'neutrality-unconfirmed',
  holds: ({ agreement }) => agreement.neutral !== undefined,
};
const callOver: ExitTest = {
  code: 'call-still-open',
  holds: ({ agreement, at }) => agreement.callUntil === undefined || at >= agreement.callUntil,
};
const needsNamed: ExitTest = {
  code: 'needs-missing',
  holds: ({ challenge }) => Object.keys(challenge.needs).length > 0,
};
const someoneCovers: ExitTest = {
  code: 'no-viable-consortium',
  holds: ({ challenge, consortia }) =>
    consortia.some(
      ({ status, seats, members, lead }) =>
        status !== 'dissolved' && members[lead] !== undefined && coverageOf(challenge.needs, seats).mustOpen === 0,
    ),
};
const reasonGiven: ExitTest = { code: 'why-needed', holds: ({ why }) => why.trim() !== '' };
const outcomeNamed: ExitTest = { code: 'outcome-needed', holds: ({ outcome }) => outcome !== undefined };

type Arrows = { readonly [From in ChallengeStatus]: { readonly [To in ChallengeStatus]?: readonly ExitTest[] } };

const withdrawn = { withdrawn: [reasonGiven] };

/**
 * The ways that a challenge may go, and the exit tests of each. A stage is never skipped. Two arrows
 * lead back: a call that is taken up again, and a pitch that sends its teams back to forming.
 */
export const arrows: Arrows = {
  draft: { scoping: [briefBegun], ...withdrawn },
  scoping: { call: [briefReady, needsNamed, neutralConfirmed], ...withdrawn },
  call: { screening: [callOver], scoping: [reasonGiven], ...withdrawn },
  screening: { workshop: [reasonGiven], ...withdrawn },
  workshop: { forming: [needsNamed], ...withdrawn },
  forming: { pitching: [someoneCovers], ...withdrawn },
  pitching: { decided: [outcomeNamed, reasonGiven], forming: [reasonGiven], ...withdrawn },
  decided: { reported: [reasonGiven], ...withdrawn },
  reported: { followup: [], ...withdrawn },
  followup: { replicated: [reasonGiven], closed: [reasonGiven], ...withdrawn },
  replicated: {},
  closed: {},
  withdrawn: {},
};

/** Where a challenge may go from here. */
export const waysFrom = (status: ChallengeStatus): readonly ChallengeStatus[] =>
  // The table is made of statuses alone.
  Object.keys(arrows[status]) as ChallengeStatus[];

/** What is still to do before this move; undefined where no arrow leads there. */
export const missingFor = (to: ChallengeStatus, scene: MoveScene): readonly ExitCode[] | undefined => {
  const tests = arrows[scene.agreement.status][to];
  return tests?.filter((test) => !test.holds(scene)).map(({ code }) => code);
};

/** Before it is published a challenge is the city's own business. */
export const isPrivate = (status: ChallengeStatus): boolean => status === 'draft' || status === 'scoping';

/** Whether companies may still found a consortium that answers it. */
export const takesConsortia = (status: ChallengeStatus): boolean =>
  status === 'call' ||
  status === 'screening' ||
  status === 'workshop' ||
  status === 'forming' ||
  status === 'pitching' ||
  status === 'scoping';

/** Whether its brief still changes: what was decided about stands as it was. */
export const briefStands = (status: ChallengeStatus): boolean =>
  status === 'decided' ||
  status === 'reported' ||
  status === 'followup' ||
  status === 'replicated' ||
  status === 'closed' ||
  status === 'withdrawn';
