import { isFacilitator } from '@brygga/shared/rules/actor';
import BringToFront from '@lucide/svelte/icons/bring-to-front';
import Copy from '@lucide/svelte/icons/copy';
import Lock from '@lucide/svelte/icons/lock';
import LockOpen from '@lucide/svelte/icons/lock-open';
import PanelRight from '@lucide/svelte/icons/panel-right-open';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash from '@lucide/svelte/icons/trash-2';
import { m } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import { type Action, type Allowed, alwaysAllowed, type ActionContext } from './action.ts';
import { selectNextCard } from './cardTraversal.ts';
import { type Direction, nudge } from './nudge.ts';
import { type CardRight, splitByRight } from '../controller/cardRights.ts';

const duplicateOffset = { x: 24, y: 24 };

export const someAreSelected = ({ controller }: ActionContext): Allowed =>
  controller.selection.length > 0 || m.board_why_nothing_selected();

const isOneSelected = ({ controller }: ActionContext): boolean => controller.onlySelected !== undefined;

const oneIsSelected = (context: ActionContext): Allowed => isOneSelected(context) || m.board_why_one_card();

/** Allowed where the right holds for at least one selected card. */
const allowedByRight =
  (right: CardRight) =>
  (context: ActionContext): Allowed => {
    const { allowed, refusal } = splitByRight(context.board, context.controller.selection, right);
    return allowed.length > 0 || (refusal ?? m.board_why_nothing_selected());
  };

/** Runs with the cards for which the right holds, and says why the others stay as they are. */
const applyWhereAllowed = (
  { board, controller }: ActionContext,
  right: CardRight,
  run: (ids: typeof controller.selection) => void,
) => {
  const { allowed, refusal } = splitByRight(board, controller.selection, right);
  if (allowed.length > 0) run(allowed);
  if (refusal) showToast(allowed.length > 0 ? m.board_some_stay({ reason: refusal }) : refusal, 'problem');
};

const allLocked = ({ board, controller }: ActionContext) =>
  controller.selection.length > 0 && controller.selection.every((id) => board.cards.get(id)?.locked);

const nudgeAction = (direction: Direction, arrow: string, label: () => string) =>
  ({
    group: 'cards',
    label,
    keys: [arrow, `Shift+${arrow}`],
    allowed: alwaysAllowed,
    run: (context, keys) => nudge(context, direction, keys?.startsWith('Shift') ?? false),
  }) satisfies Action;

/** Actions on the selected cards. */
export const cardActions = {
  edit: {
    group: 'cards',
    label: () => m.board_edit(),
    icon: () => Pencil,
    keys: ['Enter'],
    shown: isOneSelected,
    allowed: (context) => (oneIsSelected(context) === true ? allowedByRight('write')(context) : oneIsSelected(context)),
    run: ({ controller }) => {
      if (controller.onlySelected) controller.edit(controller.onlySelected);
    },
  },
  open: {
    group: 'cards',
    label: () => m.board_open(),
    icon: () => PanelRight,
    keys: ['Mod+Enter'],
    shown: isOneSelected,
    allowed: oneIsSelected,
    run: ({ controller }) => {
      if (controller.onlySelected) controller.open(controller.onlySelected);
    },
  },
  duplicate: {
    group: 'cards',
    label: () => m.board_duplicate(),
    icon: () => Copy,
    keys: ['Mod+D'],
    allowed: allowedByRight('copy'),
    run: (context) =>
      applyWhereAllowed(context, 'copy', (ids) =>
        context.controller.select(context.board.actions.duplicateCards(ids, duplicateOffset)),
      ),
  },
  bringToFront: {
    group: 'cards',
    label: () => m.board_to_front(),
    icon: () => BringToFront,
    keys: ['Mod+]'],
    allowed: allowedByRight('raise'),
    run: (context) => applyWhereAllowed(context, 'raise', (ids) => context.board.actions.bringToFront(ids)),
  },
  lock: {
    group: 'cards',
    label: (context) => (context && allLocked(context) ? m.board_unlock() : m.board_lock()),
    icon: (context) => (allLocked(context) ? LockOpen : Lock),
    keys: ['Mod+Shift+L'],
    shown: ({ board }) => isFacilitator(board.actor),
    allowed: allowedByRight('lock'),
    run: (context) => {
      const locked = !allLocked(context);
      applyWhereAllowed(context, 'lock', (ids) => ids.forEach((id) => context.board.actions.setFields(id, { locked })));
    },
  },
  delete: {
    group: 'cards',
    label: () => m.board_delete(),
    icon: () => Trash,
    keys: ['Delete', 'Backspace'],
    danger: true,
    allowed: allowedByRight('delete'),
    run: (context) => applyWhereAllowed(context, 'delete', (ids) => context.board.actions.deleteCards(ids)),
  },
  selectAll: {
    group: 'cards',
    label: () => m.board_select_all(),
    keys: ['Mod+A'],
    allowed: alwaysAllowed,
    run: ({ board, controller }) => controller.select(board.cards.ids),
  },
  dismiss: {
    group: 'cards',
    label: () => m.board_leave(),
    keys: ['Escape'],
    allowed: alwaysAllowed,
    run: ({ controller }) => {
      if (controller.editing) controller.editing = undefined;
      else if (controller.tool !== 'select') controller.tool = 'select';
      else controller.select([]);
    },
  },
  next: {
    group: 'cards',
    label: () => m.board_next(),
    keys: ['Tab'],
    allowed: alwaysAllowed,
    run: (context) => selectNextCard(context, 1),
  },
  previous: {
    group: 'cards',
    label: () => m.board_previous(),
    keys: ['Shift+Tab'],
    allowed: alwaysAllowed,
    run: (context) => selectNextCard(context, -1),
  },
  left: nudgeAction('left', 'ArrowLeft', m.board_nudge_left),
  right: nudgeAction('right', 'ArrowRight', m.board_nudge_right),
  up: nudgeAction('up', 'ArrowUp', m.board_nudge_up),
  down: nudgeAction('down', 'ArrowDown', m.board_nudge_down),
} satisfies Record<string, Action>;
