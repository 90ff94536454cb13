import type { Board } from '../agreements/board.ts';
import { isBriefFinal } from '../domain/challenge/stages.ts';
import type { CardId, NeedId } from '../ids.ts';
import { type Actor, isFacilitator, type Right } from './actor.ts';
import { type CardAccessInfo, isPositionField } from './cards.ts';

/** What of the agreements the rules for shared writing ask. */
export type AgreementReads = Pick<Board, 'consortiaOf' | 'challengeAgreement'>;

/**
 * Beside `mayDelete`: what an agreement rests on goes by a command, which settles what hangs on it.
 * A challenge that consortia answer is not deleted at all; one that has been moved on its way goes
 * by `challenge.delete`.
 */
export const agreementsAllowDelete = (board: AgreementReads, card: CardAccessInfo): Right => {
  if (card.kind !== 'challenge') return true;
  if (board.consortiaOf(card.id).length > 0) return 'card-has-consortia';
  return (board.challengeAgreement(card.id)?.moves.length ?? 0) === 0 || 'challenge-on-its-way';
};

/** Beside `mayChange`: a need whose seat somebody holds is not deleted by an edit, whoever asks. */
export const agreementsAllowNeedDelete = (board: AgreementReads, challenge: CardId, need: NeedId): Right =>
  !board.consortiaOf(challenge).some(({ seats }) => seats[need]?.holder) || 'need-held';

/** Beside `mayChange`: what the city has decided about stands as it was; it may still be laid elsewhere. */
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
