import { cardKinds } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { Box, Point, Size } from '../geometry/camera.ts';
import { type Handle, resizeBox, translatePoint } from '../geometry/layout.ts';

/** A drag in progress: every change is sent live, and together they are one undo group. */
export interface Drag {
  /** Distance from the start, in board units. */
  moveBy(by: Point): void;
  commit(): void;
  revert(): void;
}

/** Opens the undo group before the first change; committing or reverting closes it. */
const asUndoGroup = (board: LiveBoard, begin: () => Pick<Drag, 'moveBy' | 'revert'>): Drag => {
  const closeGroup = board.undo.holdGroup();
  const { moveBy, revert } = begin();
  return {
    moveBy,
    commit: closeGroup,
    revert() {
      revert();
      closeGroup();
    },
  };
};

const cardMover = (board: LiveBoard, ids: readonly CardId[]): Pick<Drag, 'moveBy' | 'revert'> => {
  const starts = new Map<CardId, Point>();
  for (const id of ids) {
    const card = board.cards.get(id);
    if (card) starts.set(id, { x: card.x, y: card.y });
  }
  return {
    moveBy: (by) => board.actions.moveCards(new Map([...starts].map(([id, start]) => [id, translatePoint(start, by)]))),
    revert: () => board.actions.moveCards(starts),
  };
};

export const dragCards = (board: LiveBoard, ids: readonly CardId[]): Drag =>
  asUndoGroup(board, () => cardMover(board, ids));

/** Drags copies of the cards, which stay where they are. `oncopied` receives the ids of the copies. */
export const dragCopies = (board: LiveBoard, ids: readonly CardId[], oncopied: (copies: CardId[]) => void): Drag =>
  asUndoGroup(board, () => {
    const copies = board.actions.duplicateCards(ids, { x: 0, y: 0 });
    oncopied(copies);
    return {
      moveBy: cardMover(board, copies).moveBy,
      revert: () => board.actions.deleteCards(copies),
    };
  });

/** The smallest size of a card, as a share of the size of its kind. */
const sizeShareMin = 0.6;

export const dragResizeHandle = (board: LiveBoard, id: CardId, handle: Handle): Drag | undefined => {
  const card = board.cards.get(id);
  if (!card) return undefined;
  const start: Box = { x: card.x, y: card.y, w: card.w, h: card.h };
  const { size } = cardKinds[card.kind];
  const sizeMin: Size = { w: size.w * sizeShareMin, h: size.h * sizeShareMin };
  return asUndoGroup(board, () => ({
    moveBy: (by) => board.actions.resizeCard(id, resizeBox(start, handle, by, sizeMin)),
    revert: () => board.actions.resizeCard(id, start),
  }));
};
