import type { ActionContext } from './actionContext.ts';
import { contains } from '../geometry/hitTest.ts';
import { centreOf, readingOrder, translatePoint } from '../geometry/layout.ts';
import { splitByRight } from '../controller/cardRights.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';

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

/** Moves what is selected a little; with nothing selected, one looks that way instead. */
export const nudge = ({ board, controller }: ActionContext, direction: Direction, far: boolean): void => {
  const way = directionVectors[direction];
  if (controller.selection.length === 0) {
    const pixels = -panPx * (far ? farFactor / 2 : 1);
    return controller.camera.pan({ x: way.x * pixels, y: way.y * pixels });
  }
  const { allowed, refusal } = splitByRight(board, controller.selection, 'move');
  if (refusal) showToast(refusal, 'problem');
  const units = nudgeUnits * (far ? farFactor : 1);
  const by = { x: way.x * units, y: way.y * units };
  board.actions.moveCards(
    new Map(
      allowed.flatMap((id) => {
        const card = board.cards.get(id);
        return card ? [[id, translatePoint(card, by)] as const] : [];
      }),
    ),
  );
};

/** Whether there is a card after (before) the selected one in the order in which one reads. */
export const hasNextCard = ({ board, controller }: ActionContext, by: 1 | -1): boolean =>
  nextCard({ board, controller }, by) !== undefined;

const nextCard = ({ controller }: ActionContext, by: 1 | -1) => {
  const order = readingOrder(controller.boxes?.all ?? []);
  const [selected] = controller.selection;
  if (selected === undefined) return by === 1 ? order[0] : order.at(-1);
  const at = order.indexOf(selected) + by;
  return at < 0 ? undefined : order[at];
};

/** Selects the card that one reads next, and brings it into view. */
export const selectNextCard = (scene: ActionContext, by: 1 | -1): void => {
  const { controller, board } = scene;
  const next = nextCard(scene, by);
  const card = next && board.cards.get(next);
  if (!next || !card) return;
  controller.select([next]);
  controller.pendingFocus = next;
  if (!contains(controller.view, centreOf(card))) controller.animateTo([next]);
};
