import type { ActionScene } from './actionScene.ts';
import { contains } from './geometry/hitTest.ts';
import { centreOf, readingOrder, shifted } from './geometry/layout.ts';
import { split } from './rights.ts';
import { showToast } from '../ui/toasts.svelte.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const ways = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } } as const;

const nudgeUnits = 4;
const farTimes = 10;
const panPixels = 80;

/** Moves what is selected a little; with nothing selected, one looks that way instead. */
export const nudge = ({ board, controller }: ActionScene, direction: Direction, far: boolean): void => {
  const way = ways[direction];
  if (controller.selection.length === 0) {
    const pixels = -panPixels * (far ? farTimes / 2 : 1);
    return controller.camera.pan({ x: way.x * pixels, y: way.y * pixels });
  }
  const { given, why } = split(board, controller.selection, 'move');
  if (why) showToast(why, 'problem');
  const units = nudgeUnits * (far ? farTimes : 1);
  const by = { x: way.x * units, y: way.y * units };
  board.actions.moveCards(
    new Map(
      given.flatMap((id) => {
        const card = board.cards.get(id);
        return card ? [[id, shifted(card, by)] as const] : [];
      }),
    ),
  );
};

/** Whether there is a card after (before) the selected one in the order in which one reads. */
export const hasNext = ({ board, controller }: ActionScene, by: 1 | -1): boolean =>
  nextOf({ board, controller }, by) !== undefined;

const nextOf = ({ controller }: ActionScene, by: 1 | -1) => {
  const order = readingOrder(controller.boxes?.all ?? []);
  const [selected] = controller.selection;
  if (selected === undefined) return by === 1 ? order[0] : order.at(-1);
  const at = order.indexOf(selected) + by;
  return at < 0 ? undefined : order[at];
};

/** Selects the card that one reads next, and brings it into view. */
export const stepFrom = (scene: ActionScene, by: 1 | -1): void => {
  const { controller, board } = scene;
  const next = nextOf(scene, by);
  const card = next && board.cards.get(next);
  if (!next || !card) return;
  controller.select([next]);
  controller.wantsFocus = next;
  if (!contains(controller.view, centreOf(card))) controller.flyTo([next]);
};
