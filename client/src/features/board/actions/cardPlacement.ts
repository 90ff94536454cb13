import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { BoardPoint } from '../../../documents/actions/bounds.ts';
import { boundsOf } from '../geometry/layout.ts';

const gap = 40;

/** Where a card goes that is made without the canvas: below all others, where it covers nothing. */
export const pointBelowCards = (board: LiveBoard, size: { readonly w: number; readonly h: number }): BoardPoint => {
  const bounds = boundsOf(board.cards.ids.flatMap((id) => board.cards.get(id) ?? []));
  if (!bounds) return { x: -size.w / 2, y: -size.h / 2 };
  return { x: bounds.x, y: bounds.y + bounds.h + gap };
};
