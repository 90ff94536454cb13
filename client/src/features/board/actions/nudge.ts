import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import { splitByRight } from '../controller/cardRights.ts';
import { translatePoint } from '../geometry/layout.ts';
import type { ActionContext } from './action.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const directionVectors = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
} as const;

const nudgeUnits = 4;
const farFactor = 10;
const panPx = 80;

/** Moves the selected cards a little; with nothing selected, pans that way instead. */
export const nudge = ({ board, controller }: ActionContext, direction: Direction, far: boolean): void => {
  const vector = directionVectors[direction];
  if (controller.selection.length === 0) {
    const pixels = -panPx * (far ? farFactor / 2 : 1);
    return controller.camera.pan({ x: vector.x * pixels, y: vector.y * pixels });
  }
  const { allowed, refusal } = splitByRight(board, controller.selection, 'move');
  if (refusal) showToast(refusal, 'problem');
  const units = nudgeUnits * (far ? farFactor : 1);
  const by = { x: vector.x * units, y: vector.y * units };
  board.actions.moveCards(
    new Map(
      allowed.flatMap((id) => {
        const card = board.cards.get(id);
        return card ? [[id, translatePoint(card, by)] as const] : [];
      }),
    ),
  );
};
