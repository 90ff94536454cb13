import type { Card } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { Right } from '@brygga/shared/rules/actor';
import { nothingRestsOn } from '@brygga/shared/rules/agreed';
import { mayChange, mayCreate, mayDelete, mayMove } from '@brygga/shared/rules/cards';
import { reasonSentence } from '../i18n/index.ts';
import type { LiveBoard } from '../document/types.ts';

/** What the person may do to a card here and now: the shared rules, over this board. */
export const rightTo = {
  move: (board: LiveBoard, card: Card): Right => mayMove(board.actor, card),
  lock: (board: LiveBoard, card: Card): Right => mayChange(board.actor, card, 'locked'),
  write: (board: LiveBoard, card: Card): Right => mayChange(board.actor, card, textFieldOf(card)),
  raise: (board: LiveBoard, card: Card): Right => mayChange(board.actor, card, 'order'),
  copy: (board: LiveBoard, card: Card): Right => mayCreate(board.actor, card.kind, organisationOf(card)),
  delete(board: LiveBoard, card: Card): Right {
    const right = mayDelete(board.actor, card);
    return right === true ? nothingRestsOn(board.board, card) : right;
  },
} as const;
export type RightName = keyof typeof rightTo;

/** The text that one types first in a card. */
export const textFieldOf = (card: Card): 'text' | 'title' | 'name' => {
  if (card.kind === 'note') return 'text';
  return card.kind === 'consortium' ? 'name' : 'title';
};

const organisationOf = (card: Card) =>
  card.kind === 'challenge' ? card.city : card.kind === 'offer' ? card.company : undefined;

/** Those of the cards that the right is given for, and the first reason why others are not. */
export const split = (board: LiveBoard, ids: readonly CardId[], right: RightName) => {
  const given: CardId[] = [];
  let why: string | undefined;
  for (const id of ids) {
    const card = board.cards.get(id);
    if (!card) continue;
    const answer = rightTo[right](board, card);
    if (answer === true) given.push(id);
    else why ??= reasonSentence(answer);
  }
  return { given, why };
};
