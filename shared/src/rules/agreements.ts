import type { Board } from '../agreements/board.ts';
import { isBriefFinal } from '../domain/challenge/stages.ts';
import type { CardId, NeedId } from '../ids.ts';
import { type Actor, isFacilitator, type Right } from './actor.ts';
import { type CardAccessInfo, isPositionField } from './cards.ts';

/** What the rules for shared writing read of the agreements. */
export type AgreementReads = Pick<Board, 'consortiaOf' | 'challengeAgreement'>;

/**
 * Beside `mayDelete`: a challenge that consortia answer is not deleted, and one that has changed its
 * stage is deleted by the command `challenge.delete` alone.
 */
export const agreementsAllowDelete = (board: AgreementReads, card: CardAccessInfo): Right => {
  if (card.kind !== 'challenge') return true;
  if (board.consortiaOf(card.id).length > 0) return 'card-has-consortia';
  return (board.challengeAgreement(card.id)?.moves.length ?? 0) === 0 || 'challenge-on-its-way';
};

/** Beside `mayChange`: a need whose seat somebody holds is not deleted by an edit, whoever asks. */
export const agreementsAllowNeedDelete = (board: AgreementReads, challenge: CardId, need: NeedId): Right =>
  !board.consortiaOf(challenge).some(({ seats }) => seats[need]?.holder) || 'need-held';

/** Beside `mayChange`: a decided challenge keeps its text; its card may still be moved. */
export const agreementsAllowChange = (
  board: AgreementReads,
  actor: Actor,
  card: CardAccessInfo,
  field: string,
): Right => {
  if (card.kind !== 'challenge' || isPositionField(field) || isFacilitator(actor)) return true;
  const agreement = board.challengeAgreement(card.id);
  return agreement === undefined || !isBriefFinal(agreement.status) || 'challenge-closed';
};
