import type { Board, ConsortiumView } from '@brygga/shared/agreements/board';
import { isActive } from '@brygga/shared/agreements/consortium/state';
import type { Need } from '@brygga/shared/document/cards/challenge';
import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import { coverageOf, needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import { type SeatState, seatState } from '@brygga/shared/domain/consortium/seats';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';
import { needName } from '../../../i18n/index.ts';

export interface NeedBead {
  readonly id: NeedId;
  readonly label: string;
  readonly state: SeatState;
  readonly importance: Need['importance'];
  readonly holder?: OrganisationId;
}

export interface NeedsCoverage {
  readonly beads: readonly NeedBead[];
  /** 0 to 1. */
  readonly share: number;
  readonly openCount: number;
}

/** Each need as this consortium (or none) covers it, in the city's order. */
export const coverageBy = (challenge: ChallengeCard, consortium: ConsortiumView | undefined): NeedsCoverage => {
  const seats = consortium?.seats ?? {};
  const { share, open } = coverageOf(challenge.needs, seats);
  const beads = needsInOrder(challenge.needs).map((need): NeedBead => {
    return {
      id: need.id,
      label: needName(need),
      importance: need.importance,
      ...seatState(seats[need.id], consortium?.members ?? {}),
    };
  });
  return { beads, share, openCount: open.length };
};

/** Consortia that answer the challenge and are not dissolved. */
export const activeConsortia = (board: Board, challenge: ChallengeCard): readonly ConsortiumView[] =>
  board.consortiaOf(challenge.id).filter(isActive);

/** Coverage by the best of the challenge's consortia: one of them will do the work, not all together. */
export const bestCoverage = (board: Board, challenge: ChallengeCard): NeedsCoverage => {
  const confirmed = ({ beads }: NeedsCoverage) => beads.filter(({ state }) => state === 'confirmed').length;
  const none = coverageBy(challenge, undefined);
  return activeConsortia(board, challenge)
    .map((consortium) => coverageBy(challenge, consortium))
    .reduce(
      (best, candidate) =>
        candidate.share > best.share || (candidate.share === best.share && confirmed(candidate) > confirmed(best))
          ? candidate
          : best,
      none,
    );
};
