import { type ChallengeStatus, challengeStatuses } from '@brygga/shared/agreements/challenge/state';
import { challengeTransitions, nextStatuses } from '@brygga/shared/domain/challenge/stages';

export interface StageTransition {
  readonly to: ChallengeStatus;
  readonly kind: 'forward' | 'back' | 'withdraw';
  /** Inputs that the city must give. */
  readonly requires: { readonly why: boolean; readonly outcome: boolean; readonly until: boolean };
}

/** Transitions from a status, the one forward first. */
export const stageTransitions = (status: ChallengeStatus): readonly StageTransition[] =>
  nextStatuses(status)
    .map((to): StageTransition => {
      const codes = (challengeTransitions[status][to] ?? []).map(({ code }) => code);
      const isBack = challengeStatuses.indexOf(to) < challengeStatuses.indexOf(status);
      return {
        to,
        kind: to === 'withdrawn' ? 'withdraw' : isBack ? 'back' : 'forward',
        requires: {
          why: codes.includes('why-needed'),
          outcome: codes.includes('outcome-needed'),
          until: to === 'call',
        },
      };
    })
    .sort((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));

const kindOrder: readonly StageTransition['kind'][] = ['forward', 'back', 'withdraw'];
