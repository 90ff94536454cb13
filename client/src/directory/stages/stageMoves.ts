import { type ChallengeStatus, challengeStatuses } from '@brygga/shared/agreements/challenge';
import { challengeTransitions, nextStatuses } from '@brygga/shared/domain/stages';

export interface Way {
  readonly to: ChallengeStatus;
  /** On the way, back to an earlier stage, or out of it for good. */
  readonly is: 'on' | 'back' | 'out';
  /** What the city has to say with it. */
  readonly asks: { readonly why: boolean; readonly outcome: boolean; readonly until: boolean };
}

/** Where a challenge may go from here, the way on first. */
export const waysOn = (status: ChallengeStatus): readonly Way[] =>
  nextStatuses(status)
    .map((to): Way => {
      const codes = (challengeTransitions[status][to] ?? []).map(({ code }) => code);
      const back = challengeStatuses.indexOf(to) < challengeStatuses.indexOf(status);
      return {
        to,
        is: to === 'withdrawn' ? 'out' : back ? 'back' : 'on',
        asks: {
          why: codes.includes('why-needed'),
          outcome: codes.includes('outcome-needed'),
          until: to === 'call',
        },
      };
    })
    .sort((a, b) => order.indexOf(a.is) - order.indexOf(b.is));

const order: readonly Way['is'][] = ['on', 'back', 'out'];
