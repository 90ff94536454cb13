import { type ChallengeStatus, challengeStatuses } from '@brygga/shared/agreements/challenge/state';
import { challengeTransitions, nextStatuses } from '@brygga/shared/domain/challenge/stages';

export interface StageTransition {
  readonly to: ChallengeStatus;
  /** On the way, back to an earlier stage, or out of it for good. */
  readonly kind: 'on' | 'back' | 'out';
  /** What the city has to say with it. */
  readonly requires: { readonly why: boolean; readonly outcome: boolean; readonly until: boolean };
}

/** Where a challenge may go from here, the way on first. */
export const stageTransitions = (status: ChallengeStatus): readonly StageTransition[] =>
  nextStatuses(status)
    .map((to): StageTransition => {
      const codes = (challengeTransitions[status][to] ?? []).map(({ code }) => code);
      const back = challengeStatuses.indexOf(to) < challengeStatuses.indexOf(status);
      return {
        to,
        kind: to === 'withdrawn' ? 'out' : back ? 'back' : 'on',
        requires: {
          why: codes.includes('why-needed'),
          outcome: codes.includes('outcome-needed'),
          until: to === 'call',
        },
      };
    })
    .sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));

const kindOrder: readonly StageTransition['kind'][] = ['on', 'back', 'out'];
