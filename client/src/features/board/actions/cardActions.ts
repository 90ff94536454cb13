import BringToFront from '@lucide/svelte/icons/bring-to-front';
import Copy from '@lucide/svelte/icons/copy';
import Lock from '@lucide/svelte/icons/lock';
import LockOpen from '@lucide/svelte/icons/lock-open';
import PanelRight from '@lucide/svelte/icons/panel-right-open';
import Pencil from '@lucide/svelte/icons/pencil';
import Trash from '@lucide/svelte/icons/trash-2';
import { m } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import { type Action, type Allowed, alwaysAllowed } from './action.ts';
import type { ActionContext } from './actionContext.ts';
import { type Direction, nudge, selectNextCard } from './nudge.ts';
import { type CardRight, splitByRight } from '../controller/cardRights.ts';

const duplicateOffset = { x: 24, y: 24 };

export const someAreSelected = ({ controller }: ActionContext): Allowed =>
  controller.selection.length > 0 || m.board_why_nothing_selected();

const onlySelected = ({ controller }: ActionContext) =>
  controller.selection.length === 1 ? controller.selection[0] : undefined;

const oneIsSelected = (scene: ActionContext): Allowed => onlySelected(scene) !== undefined || m.board_why_one_card();

/** Allowed when at least one of the selected cards may be treated so. */
const allowedByRight =
  (right: CardRight) =>
  (scene: ActionContext): Allowed => {
    const some = someAreSelected(scene);
    if (some !== true) return some;
    const { allowed, refusal } = splitByRight(scene.board, scene.controller.selection, right);
    return allowed.length > 0 || (refusal ?? m.board_why_nothing_selected());
  };

/** Does it to those that it is allowed for, and says why the others stay as they are. */
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
    run: (scene, keys) => nudge(scene, direction, keys?.startsWith('Shift') ?? false),
  }) satisfies Action;

/** What is done to the selected cards. */
export const cardActions = {
  edit: {
    group: 'cards',
    label: () => m.board_edit(),
    icon: () => Pencil,
    keys: ['Enter'],
    shown: (scene) => scene.controller.selection.length === 1,
    allowed: (scene) => (oneIsSelected(scene) === true ? allowedByRight('write')(scene) : oneIsSelected(scene)),
    run: (scene) => {
      const id = onlySelected(scene);
      if (id) scene.controller.edit(id);
    },
  },
  open: {
    group: 'cards',
    label: () => m.board_open(),
    icon: () => PanelRight,
    keys: ['Mod+Enter'],
    shown: (scene) => scene.controller.selection.length === 1,
    allowed: oneIsSelected,
    run: (scene) => {
      const id = onlySelected(scene);
      if (id) scene.controller.open(id);
    },
  },
  duplicate: {
    group: 'cards',
    label: () => m.board_duplicate(),
    icon: () => Copy,
    keys: ['Mod+D'],
    allowed: allowedByRight('copy'),
    run: (scene) =>
      applyWhereAllowed(scene, 'copy', (ids) =>
        scene.controller.select(scene.board.actions.duplicateCards(ids, duplicateOffset)),
      ),
  },
  front: {
    group: 'cards',
    label: () => m.board_to_front(),
    icon: () => BringToFront,
    keys: ['Mod+]'],
    allowed: allowedByRight('raise'),
    run: (scene) => applyWhereAllowed(scene, 'raise', (ids) => scene.board.actions.bringToFront(ids)),
  },
  lock: {
    group: 'cards',
    label: (scene) => (scene && allLocked(scene) ? m.board_unlock() : m.board_lock()),
    icon: (scene) => (allLocked(scene) ? LockOpen : Lock),
    keys: ['Mod+Shift+L'],
    shown: ({ board }) => board.actor.role === 'facilitator',
    allowed: allowedByRight('lock'),
    run: (scene) => {
      const locked = !allLocked(scene);
      applyWhereAllowed(scene, 'lock', (ids) => ids.forEach((id) => scene.board.actions.setFields(id, { locked })));
    },
  },
  delete: {
    group: 'cards',
    label: () => m.board_delete(),
    icon: () => Trash,
    keys: ['Delete', 'Backspace'],
    danger: true,
    allowed: allowedByRight('delete'),
    run: (scene) => applyWhereAllowed(scene, 'delete', (ids) => scene.board.actions.deleteCards(ids)),
  },
  selectAll: {
    group: 'cards',
    label: () => m.board_select_all(),
    keys: ['Mod+A'],
    allowed: alwaysAllowed,
    run: ({ board, controller }) => controller.select(board.cards.ids),
  },
  leave: {
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
    run: (scene) => selectNextCard(scene, 1),
  },
  previous: {
    group: 'cards',
    label: () => m.board_previous(),
    keys: ['Shift+Tab'],
    allowed: alwaysAllowed,
    run: (scene) => selectNextCard(scene, -1),
  },
  left: nudgeAction('left', 'ArrowLeft', m.board_nudge_left),
  right: nudgeAction('right', 'ArrowRight', m.board_nudge_right),
  up: nudgeAction('up', 'ArrowUp', m.board_nudge_up),
  down: nudgeAction('down', 'ArrowDown', m.board_nudge_down),
} satisfies Record<string, Action>;
