import type { Board } from '../agreements/board.ts';
import type { CardId, NeedId } from '../ids.ts';
import type { Right } from './actor.ts';
import type { Guarded } from './cards.ts';

/** Beside `mayDelete`: a challenge that consortia answer is not deleted by an edit, whoever asks. */
export const nothingRestsOn = (board: Pick<Board, 'consortiaOf'>, card: Guarded): Right =>
  card.kind !== 'challenge' || board.consortiaOf(card.id).length === 0 || 'card-has-consortia';

/** Beside `mayChange`: a need whose seat somebody holds is not deleted by an edit, whoever asks. */
export const nobodyHolds = (board: Pick<Board, 'consortiaOf'>, challenge: CardId, need: NeedId): Right =>
  !board.consortiaOf(challenge).some(({ seats }) => seats[need]) || 'need-held';
