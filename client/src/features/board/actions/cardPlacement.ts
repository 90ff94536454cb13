import type { CardId } from '@brygga/shared/ids';
import type { BoardPoint } from '../../../documents/actions/bounds.ts';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { Size } from '../geometry/camera.ts';
import { overlapsInside } from '../geometry/hitTest.ts';
import { boundsOf } from '../geometry/layout.ts';

/** Between a new card and those already there, in board units. */
const cardGap = 40;

/** Upper left corner for a card that is created without the canvas: below all others. */
export const pointBelowCards = (board: LiveBoard, size: Size): BoardPoint => {
  const bounds = boundsOf(board.cards.ids.flatMap((id) => board.cards.get(id) ?? []));
  if (!bounds) return { x: -size.w / 2, y: -size.h / 2 };
  return { x: bounds.x, y: bounds.y + bounds.h + cardGap };
};

/** Upper left corner right of these cards, moved down as long as another card is in the way. */
export const pointBeside = (board: LiveBoard, ids: readonly CardId[], size: Size): BoardPoint => {
  const cards = board.cards.ids.flatMap((id) => board.cards.get(id) ?? []);
  const bounds = boundsOf(cards.filter(({ id }) => ids.includes(id)));
  const x = bounds ? bounds.x + bounds.w + cardGap : 0;
  let y = bounds?.y ?? 0;
  for (const card of cards.toSorted((a, b) => a.y - b.y)) {
    if (overlapsInside({ x, y, ...size }, card)) y = card.y + card.h + cardGap;
  }
  return { x, y };
};
