import type { Reason } from '@brygga/shared/reasons';
import type { CardId } from '@brygga/shared/ids';
import type { Right } from '@brygga/shared/rules/actor';
import { organisationOf } from '../../documents/actions/organisationOf.ts';
import { returnedCard } from '../../documents/live/returnedCard.ts';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import type { BoardPoint } from '../../documents/actions/bounds.ts';
import { m, reasonSentence } from '../../i18n/index.ts';
import { allSteps, retryField } from './retryField.ts';
import type { ReturnedEditGroup } from './inboxContents.ts';

/** Repeating a reverted edit: how, or the sentence that says why that is not possible now. */
export type Retry =
  /** Returns the card that it changed, where that is still there. */
  | { readonly kind: 'possible'; readonly run: () => CardId | undefined }
  | { readonly kind: 'blocked'; readonly reason: string };

const blockedRetry = (reason: string): Retry => ({ kind: 'blocked', reason });

const retryByRight = (right: Right, run: () => CardId | undefined): Retry =>
  right === true ? { kind: 'possible', run } : blockedRetry(reasonSentence(right));

/** Reasons that no time or person changes: retrying would be refused again. */
const permanentReasons: readonly Reason[] = ['system-only', 'not-a-record', 'not-here', 'not-your-name'];

/** @param newCardPoint where a new card goes that has no position of its own. */
export const retry = (
  board: LiveBoard,
  { item, changes }: ReturnedEditGroup,
  newCardPoint: () => BoardPoint,
): Retry => {
  if (permanentReasons.includes(item.reason)) return blockedRetry(reasonSentence(item.reason));
  if (item.circle) return blockedRetry(m.returned_edits_why_elsewhere());
  if (item.what === 'created') return retryCreate(board, item);
  if (item.what === 'written') return retryText(board, item, newCardPoint);
  const card = item.card && board.cards.get(item.card);
  if (!card) return blockedRetry(item.card ? m.returned_edits_why_gone() : m.returned_edits_why_not_here());
  if (item.what === 'deleted') {
    return retryByRight(board.rights.delete(card), () => {
      board.actions.deleteCards([card.id]);
      return undefined;
    });
  }
  const step = allSteps([...changes].map(([field, value]) => retryField(board, card, field, value)));
  if (!step) return blockedRetry(m.returned_edits_why_not_here());
  return retryByRight(step.right, () => {
    step.run();
    return card.id;
  });
};

const retryCreate = (board: LiveBoard, item: ReturnedEditGroup['item']): Retry => {
  const card = returnedCard(item);
  if (!card) return blockedRetry(m.returned_edits_why_not_here());
  return retryByRight(board.rights.create(card.kind, organisationOf(card)), () => board.actions.recreateCard(card));
};

/** Appends to the text that it was written in; where that is gone, creates a note. */
const retryText = (
  board: LiveBoard,
  { card: id, field, text }: ReturnedEditGroup['item'],
  newCardPoint: () => BoardPoint,
): Retry => {
  const card = id && board.cards.get(id);
  if (!card || !field) {
    return retryByRight(board.rights.create('note'), () => board.actions.createNote(newCardPoint(), 'yellow', text));
  }
  return retryByRight(board.rights.change(card, field), () => {
    board.actions.appendText(card.id, field, text);
    return card.id;
  });
};
