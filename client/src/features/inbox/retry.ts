import type { Reason } from '@brygga/shared/reasons';
import type { CardId } from '@brygga/shared/ids';
import type { Right } from '@brygga/shared/rules/actor';
import { organisationOf } from '../../documents/actions/organisationOf.ts';
import { returnedCard } from '../../documents/live/returnedCard.ts';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import type { BoardPoint } from '../../documents/actions/bounds.ts';
import { m, reasonSentence } from '../../i18n/index.ts';
import { type RetryStep, retryField } from './retryField.ts';
import type { ReturnedEditGroup } from './inboxContents.ts';

/** Doing once more what was undone: how, or the sentence that says why that can't be now. */
export type Retry =
  /** Gives the card that it was done to, where that is still there. */
  | { readonly kind: 'possible'; readonly run: () => CardId | undefined }
  | { readonly kind: 'not now'; readonly why: string };

const blockedRetry = (why: string): Retry => ({ kind: 'not now', why });

const retryByRight = (right: Right, run: () => CardId | undefined): Retry =>
  right === true ? { kind: 'possible', run } : blockedRetry(reasonSentence(right));

/** What was undone for these reasons would be undone again, whoever does it and when. */
const permanentReasons: readonly Reason[] = ['system-only', 'not-a-record', 'not-here', 'not-your-name'];

/**
 * @param at where a new card goes that has no place of its own.
 */
export const retry = (board: LiveBoard, { item, changes }: ReturnedEditGroup, at: () => BoardPoint): Retry => {
  if (permanentReasons.includes(item.reason)) return blockedRetry(reasonSentence(item.reason));
  if (item.circle) return blockedRetry(m.returned_edits_why_elsewhere());
  if (item.what === 'created') return retryCreate(board, item);
  if (item.what === 'written') return retryText(board, item, at);
  const card = item.card && board.cards.get(item.card);
  if (!card) return blockedRetry(item.card ? m.returned_edits_why_gone() : m.returned_edits_why_not_here());
  if (item.what === 'deleted') {
    return retryByRight(board.rights.delete(card), () => {
      board.actions.deleteCards([card.id]);
      return undefined;
    });
  }
  const doings = [...changes].map(([field, value]): RetryStep | undefined => retryField(board, card, field, value));
  const known = doings.filter((doing) => doing !== undefined);
  if (known.length === 0 || known.length < doings.length) return blockedRetry(m.returned_edits_why_not_here());
  const denied = known.map(({ right }) => right).find((right) => right !== true);
  return retryByRight(denied ?? true, () => {
    for (const { run } of known) run();
    return card.id;
  });
};

const retryCreate = (board: LiveBoard, item: ReturnedEditGroup['item']): Retry => {
  const card = returnedCard(item);
  if (!card) return blockedRetry(m.returned_edits_why_not_here());
  return retryByRight(board.rights.create(card.kind, organisationOf(card)), () => board.actions.recreateCard(card));
};

/** At the end of the text that it was written in; where the text is gone, on a note. */
const retryText = (
  board: LiveBoard,
  { card: id, field, text }: ReturnedEditGroup['item'],
  at: () => BoardPoint,
): Retry => {
  const card = id && board.cards.get(id);
  if (!card || !field)
    return retryByRight(board.rights.create('note'), () => board.actions.createNote(at(), 'yellow', text));
  return retryByRight(board.rights.change(card, field), () => {
    board.actions.appendText(card.id, field, text);
    return card.id;
  });
};
