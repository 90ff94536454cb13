import { cardKinds } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { BoardPoint } from '../../../documents/actions/bounds.ts';
import type { Box, Point, Size } from '../geometry/camera.ts';
import { type Handle, resizeBox, translatePoint } from '../geometry/layout.ts';

/** Something on its way: each change is sent live, all of them are one step of undo. */
export interface Drag {
  /** How far the hand has gone since it began, in board units. */
  moveBy(by: Point): void;
  commit(): void;
  revert(): void;
}

/** A drag whose changes are one step of undo from here until it ends. */
const asUndoGroup = (board: LiveBoard, begin: () => { to: (by: Point) => void; back: () => void }): Drag => {
  const end = board.undo.holdGroup();
  const { to, back } = begin();
  return {
    moveBy: to,
    commit: end,
    revert() {
      back();
      end();
    },
  };
};

const cardMover = (board: LiveBoard, ids: readonly CardId[]) => {
  const starts = new Map<CardId, BoardPoint>();
  for (const id of ids) {
    const card = board.cards.get(id);
    if (card) starts.set(id, { x: card.x, y: card.y });
  }
  return {
    to: (by: Point) =>
      board.actions.moveCards(new Map([...starts].map(([id, start]) => [id, translatePoint(start, by)]))),
    back: () => board.actions.moveCards(starts),
  };
};

export const dragCards = (board: LiveBoard, ids: readonly CardId[]): Drag =>
  asUndoGroup(board, () => cardMover(board, ids));

/** Copies of the cards follow the hand, the cards stay; `made` is told the copies' ids. */
export const dragCopies = (board: LiveBoard, ids: readonly CardId[], made: (copies: CardId[]) => void): Drag =>
  asUndoGroup(board, () => {
    const copies = board.actions.duplicateCards(ids, { x: 0, y: 0 });
    made(copies);
    return { to: cardMover(board, copies).to, back: () => board.actions.deleteCards(copies) };
  });

/** The least size of a card, as a share of what it has when it is made. */
const sizeShareMin = 0.6;

export const dragResizeHandle = (board: LiveBoard, id: CardId, handle: Handle): Drag | undefined => {
  const card = board.cards.get(id);
  if (!card) return undefined;
  const start: Box = { x: card.x, y: card.y, w: card.w, h: card.h };
  const usual = cardKinds[card.kind].size;
  const least: Size = { w: usual.w * sizeShareMin, h: usual.h * sizeShareMin };
  return asUndoGroup(board, () => ({
    to: (by) => board.actions.resizeCard(id, resizeBox(start, handle, by, least)),
    back: () => board.actions.resizeCard(id, start),
  }));
};
