import type { Reason } from '@brygga/shared/agreements/reasons';
import type { CardId } from '@brygga/shared/ids';
import type { Right } from '@brygga/shared/rules/actor';
import { organisationOf } from '../document/owners.ts';
import { returnedCard } from '../document/trayCards.ts';
import type { LiveBoard, BoardPoint } from '../document/types.ts';
import { m, reasonSentence } from '../i18n/index.ts';
import { type Doing, redoing } from './changedAgain.ts';
import type { TrayRow } from './rows.ts';

/** Doing once more what was undone: how, or the sentence that says why that can't be now. */
export type Again =
  /** Gives the card that it was done to, where that is still there. */
  | { readonly is: 'possible'; readonly run: () => CardId | undefined }
  | { readonly is: 'not now'; readonly why: string };

const notNow = (why: string): Again => ({ is: 'not now', why });

const byRight = (right: Right, run: () => CardId | undefined): Again =>
  right === true ? { is: 'possible', run } : notNow(reasonSentence(right));

/** What was undone for these reasons would be undone again, whoever does it and when. */
const hopeless: readonly Reason[] = ['system-only', 'not-a-record', 'not-here', 'not-your-name'];

/**
 * @param at where a new card goes that has no place of its own.
 */
export const again = (board: LiveBoard, { item, changes }: TrayRow, at: () => BoardPoint): Again => {
  if (hopeless.includes(item.reason)) return notNow(reasonSentence(item.reason));
  if (item.circle) return notNow(m.tray_why_elsewhere());
  if (item.what === 'created') return putAgain(board, item);
  if (item.what === 'written') return writtenAgain(board, item, at);
  const card = item.card && board.cards.get(item.card);
  if (!card) return notNow(item.card ? m.tray_why_gone() : m.tray_why_not_here());
  if (item.what === 'deleted') {
    return byRight(board.rights.delete(card), () => {
      board.actions.deleteCards([card.id]);
      return undefined;
    });
  }
  const doings = [...changes].map(([field, value]): Doing | undefined => redoing(board, card, field, value));
  const known = doings.filter((doing) => doing !== undefined);
  if (known.length === 0 || known.length < doings.length) return notNow(m.tray_why_not_here());
  const denied = known.map(({ right }) => right).find((right) => right !== true);
  return byRight(denied ?? true, () => {
    for (const { run } of known) run();
    return card.id;
  });
};

const putAgain = (board: LiveBoard, item: TrayRow['item']): Again => {
  const card = returnedCard(item);
  if (!card) return notNow(m.tray_why_not_here());
  return byRight(board.rights.create(card.kind, organisationOf(card)), () => board.actions.recreateCard(card));
};

/** At the end of the text that it was written in; where the text is gone, on a note. */
const writtenAgain = (board: LiveBoard, { card: id, field, text }: TrayRow['item'], at: () => BoardPoint): Again => {
  const card = id && board.cards.get(id);
  if (!card || !field)
    return byRight(board.rights.create('note'), () => board.actions.createNote(at(), 'yellow', text));
  return byRight(board.rights.change(card, field), () => {
    board.actions.appendText(card.id, field, text);
    return card.id;
  });
};
