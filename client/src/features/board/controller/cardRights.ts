import type { Card } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { Right } from '@brygga/shared/rules/actor';
import { reasonSentence } from '../../../i18n/index.ts';
import { organisationOf } from '../../../documents/actions/organisationOf.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';

/** What the person may do to a card now. */
export const cardRights = {
  move: ({ rights }: LiveBoard, card: Card): Right => rights.move(card),
  lock: ({ rights }: LiveBoard, card: Card): Right => rights.change(card, 'locked'),
  write: ({ rights }: LiveBoard, card: Card): Right => rights.change(card, mainTextField(card)),
  raise: ({ rights }: LiveBoard, card: Card): Right => rights.change(card, 'order'),
  copy: ({ rights }: LiveBoard, card: Card): Right => rights.create(card.kind, organisationOf(card)),
  delete: ({ rights }: LiveBoard, card: Card): Right => rights.delete(card),
} as const;
export type CardRight = keyof typeof cardRights;

/** The field that holds a card’s main text. */
export const mainTextField = (card: Card): 'text' | 'title' | 'name' => {
  if (card.kind === 'note') return 'text';
  return card.kind === 'consortium' ? 'name' : 'title';
};

/** Cards for which the right holds, and the reason of the first for which it does not. */
export const splitByRight = (board: LiveBoard, ids: readonly CardId[], right: CardRight) => {
  const allowed: CardId[] = [];
  let refusal: string | undefined;
  for (const id of ids) {
    const card = board.cards.get(id);
    if (!card) continue;
    const verdict = cardRights[right](board, card);
    if (verdict === true) allowed.push(id);
    else refusal ??= reasonSentence(verdict);
  }
  return { allowed, refusal };
};
