import type { Card } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { Right } from '@brygga/shared/rules/actor';
import { reasonSentence } from '../../../i18n/index.ts';
import { organisationOf } from '../../../documents/actions/organisationOf.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';

/** What the person may do to a card here and now. */
export const cardRights = {
  move: ({ rights }: LiveBoard, card: Card): Right => rights.move(card),
  lock: ({ rights }: LiveBoard, card: Card): Right => rights.change(card, 'locked'),
  write: ({ rights }: LiveBoard, card: Card): Right => rights.change(card, mainTextField(card)),
  raise: ({ rights }: LiveBoard, card: Card): Right => rights.change(card, 'order'),
  copy: ({ rights }: LiveBoard, card: Card): Right => rights.create(card.kind, organisationOf(card)),
  delete: ({ rights }: LiveBoard, card: Card): Right => rights.delete(card),
} as const;
export type CardRight = keyof typeof cardRights;

/** The text that one types first in a card. */
export const mainTextField = (card: Card): 'text' | 'title' | 'name' => {
  if (card.kind === 'note') return 'text';
  return card.kind === 'consortium' ? 'name' : 'title';
};

/** Those of the cards that the right is given for, and the first reason why others are not. */
export const splitByRight = (board: LiveBoard, ids: readonly CardId[], right: CardRight) => {
  const given: CardId[] = [];
  let why: string | undefined;
  for (const id of ids) {
    const card = board.cards.get(id);
    if (!card) continue;
    const answer = cardRights[right](board, card);
    if (answer === true) given.push(id);
    else why ??= reasonSentence(answer);
  }
  return { given, why };
};
