import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';

export interface ChallengeWithConsortia {
  readonly challenge: ChallengeCard;
  readonly consortia: readonly ConsortiumView[];
}

/** These challenges, each with the consortia that answer it. */
export const challengesWithConsortia = (board: LiveBoard, ids: readonly CardId[]): readonly ChallengeWithConsortia[] =>
  ids.flatMap((id) => {
    const challenge = board.agreements.challenge(id);
    return challenge ? [{ challenge, consortia: board.agreements.consortiaOf(id) }] : [];
  });
