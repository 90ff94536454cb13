import { cardKinds } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard, BoardPoint } from '../document/types.ts';
import type { Box, Point, Size } from './geometry/camera.ts';
import { type Handle, resized, shifted } from './geometry/layout.ts';

/** Something on its way: each change is sent live, all of them are one step of undo. */
export interface Drag {
  /** How far the hand has gone since it began, in board units. */
  to(by: Point): void;
  drop(): void;
  putBack(): void;
}

/** A drag whose changes are one step of undo from here until it ends. */
const asOneStep = (board: LiveBoard, begin: () => { to: (by: Point) => void; back: () => void }): Drag => {
  const end = board.undo.holdGroup();
  const { to, back } = begin();
  return {
    to,
    drop: end,
    putBack() {
      back();
      end();
    },
  };
};

const moving = (board: LiveBoard, ids: readonly CardId[]) => {
  const starts = new Map<CardId, BoardPoint>();
  for (const id of ids) {
    const card = board.cards.get(id);
    if (card) starts.set(id, { x: card.x, y: card.y });
  }
  return {
    to: (by: Point) => board.actions.moveCards(new Map([...starts].map(([id, start]) => [id, shifted(start, by)]))),
    back: () => board.actions.moveCards(starts),
  };
};

export const dragCards = (board: LiveBoard, ids: readonly CardId[]): Drag => asOneStep(board, () => moving(board, ids));

/** Copies of the cards follow the hand, the cards stay; `made` is told the copies' ids. */
export const dragCopies = (board: LiveBoard, ids: readonly CardId[], made: (copies: CardId[]) => void): Drag =>
  asOneStep(board, () => {
    const copies = board.actions.duplicateCards(ids, { x: 0, y: 0 });
    made(copies);
    return { to: moving(board, copies).to, back: () => board.actions.deleteCards(copies) };
  });

/** The least size of a card, as a share of what it has when it is made. */
const leastShare = 0.6;

export const dragHandle = (board: LiveBoard, id: CardId, handle: Handle): Drag | undefined => {
  const card = board.cards.get(id);
  if (!card) return undefined;
  const start: Box = { x: card.x, y: card.y, w: card.w, h: card.h };
  const usual = cardKinds[card.kind].size;
  const least: Size = { w: usual.w * leastShare, h: usual.h * leastShare };
  return asOneStep(board, () => ({
    to: (by) => board.actions.resizeCard(id, resized(start, handle, by, least)),
    back: () => board.actions.resizeCard(id, start),
  }));
};
