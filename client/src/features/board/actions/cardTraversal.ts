import type { CardId } from '@brygga/shared/ids';
import { contains } from '../geometry/hitTest.ts';
import { centreOf, readingOrder } from '../geometry/layout.ts';
import type { ActionContext } from './action.ts';

/** Towards the end of the reading order, or back. */
type Step = 1 | -1;

const nextCard = ({ controller }: ActionContext, step: Step): CardId | undefined => {
  const order = readingOrder(controller.boxes?.all ?? []);
  const [selected] = controller.selection;
  if (selected === undefined) return step === 1 ? order[0] : order.at(-1);
  const index = order.indexOf(selected) + step;
  return index < 0 ? undefined : order[index];
};

/** Whether a card follows (or comes before) the selected one in reading order. */
export const hasNextCard = (context: ActionContext, step: Step): boolean => nextCard(context, step) !== undefined;

/** Selects and focuses the next card in reading order, and brings it into view. */
export const selectNextCard = (context: ActionContext, step: Step): void => {
  const { controller, board } = context;
  const id = nextCard(context, step);
  const card = id && board.cards.get(id);
  if (!id || !card) return;
  controller.select([id]);
  controller.pendingFocus = id;
  if (!contains(controller.view, centreOf(card))) controller.animateTo([id]);
};
