import type { LucideIcon } from '@lucide/svelte';
import BringToFront from '@lucide/svelte/icons/bring-to-front';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import Copy from '@lucide/svelte/icons/copy';
import Hand from '@lucide/svelte/icons/hand';
import Landmark from '@lucide/svelte/icons/landmark';
import Lock from '@lucide/svelte/icons/lock';
import LockOpen from '@lucide/svelte/icons/lock-open';
import Maximize from '@lucide/svelte/icons/maximize';
import Minus from '@lucide/svelte/icons/minus';
import MousePointer from '@lucide/svelte/icons/mouse-pointer-2';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import PanelRight from '@lucide/svelte/icons/panel-right-open';
import Pencil from '@lucide/svelte/icons/pencil';
import Plus from '@lucide/svelte/icons/plus';
import Redo from '@lucide/svelte/icons/redo-2';
import StickyNote from '@lucide/svelte/icons/sticky-note';
import Trash from '@lucide/svelte/icons/trash-2';
import Undo from '@lucide/svelte/icons/undo-2';
import { mayCreate } from '@brygga/shared/rules/cards';
import { m, reasonSentence } from '../i18n/index.ts';
import { say } from '../ui/toasts.svelte.ts';
import type { ActionScene } from './actionScene.ts';
import type { Keys } from './keys.ts';
import { type Direction, nudge, stepFrom } from './moves.ts';
import { type RightName, split } from './rights.ts';
import type { ToolName } from './tools/hand.ts';

/** True, or the sentence that says why not. */
export type Allowed = true | string;

/** One thing to do on the board: rail, selection bar, context menu, keyboard and help all read it here. */
export interface Action {
  readonly group: 'tools' | 'cards' | 'board' | 'view';
  readonly label: (scene?: ActionScene) => string;
  readonly icon?: (scene: ActionScene) => LucideIcon;
  readonly keys: readonly Keys[];
  /** Left out where it is for everybody. */
  readonly shown?: (scene: ActionScene) => boolean;
  readonly allowed: (scene: ActionScene) => Allowed;
  readonly pressed?: (scene: ActionScene) => boolean;
  readonly danger?: boolean;
  readonly run: (scene: ActionScene, keys?: Keys) => void;
}

const always = (): Allowed => true;
const zoomStep = 1.25;
const duplicateOffset = { x: 24, y: 24 };

const someSelected = ({ controller }: ActionScene): Allowed =>
  controller.selection.length > 0 || m.board_why_nothing_selected();

const one = ({ controller }: ActionScene) => (controller.selection.length === 1 ? controller.selection[0] : undefined);

const oneSelected = (scene: ActionScene): Allowed => one(scene) !== undefined || m.board_why_one_card();

/** Allowed when at least one of the selected cards may be treated so. */
const withRight =
  (right: RightName) =>
  (scene: ActionScene): Allowed => {
    const some = someSelected(scene);
    if (some !== true) return some;
    const { given, why } = split(scene.board, scene.controller.selection, right);
    return given.length > 0 || (why ?? m.board_why_nothing_selected());
  };

/** Does it to those that it is allowed for, and says why the others stay as they are. */
const doTo = (
  { board, controller }: ActionScene,
  right: RightName,
  run: (ids: typeof controller.selection) => void,
) => {
  const { given, why } = split(board, controller.selection, right);
  if (given.length > 0) run(given);
  if (why) say(given.length > 0 ? m.board_some_stay({ reason: why }) : why, 'problem');
};

const tool = (name: ToolName, label: () => string, icon: LucideIcon, keys: readonly Keys[]) =>
  ({
    group: 'tools',
    label,
    icon: () => icon,
    keys,
    allowed: always,
    pressed: ({ controller }) => controller.tool === name,
    run: ({ controller }) => (controller.tool = name),
  }) satisfies Action;

const isKind = ({ board }: ActionScene, kind: 'city' | 'company') =>
  board.actor.role === 'facilitator' || board.actor.organisations.some((own) => own.kind === kind);

const allLocked = ({ board, controller }: ActionScene) =>
  controller.selection.length > 0 && controller.selection.every((id) => board.cards.get(id)?.locked);

const nudging = (direction: Direction, arrow: string, label: () => string) =>
  ({
    group: 'cards',
    label,
    keys: [arrow, `Shift+${arrow}`],
    allowed: always,
    run: (scene, keys) => nudge(scene, direction, keys?.startsWith('Shift') ?? false),
  }) satisfies Action;

export const actions = {
  select: tool('select', m.board_tool_select, MousePointer, ['V']),
  pan: tool('pan', m.board_tool_pan, Hand, ['H']),
  note: {
    ...tool('note', m.board_tool_note, StickyNote, ['N']),
    allowed({ board }) {
      const right = mayCreate(board.actor, 'note');
      return right === true || reasonSentence(right);
    },
  },
  challenge: {
    ...tool('challenge', m.board_tool_challenge, Landmark, []),
    shown: (scene) => isKind(scene, 'city'),
  },
  offer: {
    ...tool('offer', m.board_tool_offer, PackagePlus, []),
    shown: (scene) => isKind(scene, 'company'),
  },
  undo: {
    group: 'board',
    label: () => m.board_undo(),
    icon: () => Undo,
    keys: ['Mod+Z'],
    allowed: ({ board }) => board.undo.canUndo || m.board_why_nothing_to_undo(),
    run: ({ board }) => board.undo.undo(),
  },
  redo: {
    group: 'board',
    label: () => m.board_redo(),
    icon: () => Redo,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    allowed: ({ board }) => board.undo.canRedo || m.board_why_nothing_to_redo(),
    run: ({ board }) => board.undo.redo(),
  },
  edit: {
    group: 'cards',
    label: () => m.board_edit(),
    icon: () => Pencil,
    keys: ['Enter'],
    shown: (scene) => scene.controller.selection.length === 1,
    allowed: (scene) => (oneSelected(scene) === true ? withRight('write')(scene) : oneSelected(scene)),
    run: (scene) => {
      const id = one(scene);
      if (id) scene.controller.edit(id);
    },
  },
  open: {
    group: 'cards',
    label: () => m.board_open(),
    icon: () => PanelRight,
    keys: ['Mod+Enter'],
    shown: (scene) => scene.controller.selection.length === 1,
    allowed: oneSelected,
    run: (scene) => {
      const id = one(scene);
      if (id) scene.controller.open(id);
    },
  },
  duplicate: {
    group: 'cards',
    label: () => m.board_duplicate(),
    icon: () => Copy,
    keys: ['Mod+D'],
    allowed: withRight('copy'),
    run: (scene) =>
      doTo(scene, 'copy', (ids) => scene.controller.select(scene.board.actions.duplicateCards(ids, duplicateOffset))),
  },
  front: {
    group: 'cards',
    label: () => m.board_to_front(),
    icon: () => BringToFront,
    keys: ['Mod+]'],
    allowed: withRight('raise'),
    run: (scene) => doTo(scene, 'raise', (ids) => scene.board.actions.bringToFront(ids)),
  },
  lock: {
    group: 'cards',
    label: (scene) => (scene && allLocked(scene) ? m.board_unlock() : m.board_lock()),
    icon: (scene) => (allLocked(scene) ? LockOpen : Lock),
    keys: ['Mod+Shift+L'],
    shown: ({ board }) => board.actor.role === 'facilitator',
    allowed: withRight('lock'),
    run: (scene) => {
      const locked = !allLocked(scene);
      doTo(scene, 'lock', (ids) => ids.forEach((id) => scene.board.actions.setFields(id, { locked })));
    },
  },
  delete: {
    group: 'cards',
    label: () => m.board_delete(),
    icon: () => Trash,
    keys: ['Delete', 'Backspace'],
    danger: true,
    allowed: withRight('delete'),
    run: (scene) => doTo(scene, 'delete', (ids) => scene.board.actions.deleteCards(ids)),
  },
  selectAll: {
    group: 'cards',
    label: () => m.board_select_all(),
    keys: ['Mod+A'],
    allowed: always,
    run: ({ board, controller }) => controller.select(board.cards.ids),
  },
  leave: {
    group: 'cards',
    label: () => m.board_leave(),
    keys: ['Escape'],
    allowed: always,
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
    allowed: always,
    run: (scene) => stepFrom(scene, 1),
  },
  previous: {
    group: 'cards',
    label: () => m.board_previous(),
    keys: ['Shift+Tab'],
    allowed: always,
    run: (scene) => stepFrom(scene, -1),
  },
  left: nudging('left', 'ArrowLeft', m.board_nudge_left),
  right: nudging('right', 'ArrowRight', m.board_nudge_right),
  up: nudging('up', 'ArrowUp', m.board_nudge_up),
  down: nudging('down', 'ArrowDown', m.board_nudge_down),
  zoomIn: {
    group: 'view',
    label: () => m.board_zoom_in(),
    icon: () => Plus,
    keys: ['Mod++', 'Mod+='],
    allowed: always,
    run: ({ controller: { camera } }) => camera.zoomTo(camera.now.zoom * zoomStep),
  },
  zoomOut: {
    group: 'view',
    label: () => m.board_zoom_out(),
    icon: () => Minus,
    keys: ['Mod+-'],
    allowed: always,
    run: ({ controller: { camera } }) => camera.zoomTo(camera.now.zoom / zoomStep),
  },
  zoomWhole: {
    group: 'view',
    label: () => m.board_zoom_whole(),
    keys: ['Mod+0'],
    allowed: always,
    run: ({ controller }) => controller.camera.zoomTo(1),
  },
  fitAll: {
    group: 'view',
    label: () => m.board_fit_all(),
    icon: () => Maximize,
    keys: ['Shift+1'],
    allowed: always,
    run: ({ controller }) => controller.fitAll(),
  },
  fitSelection: {
    group: 'view',
    label: () => m.board_fit_selection(),
    keys: ['Shift+2'],
    allowed: someSelected,
    run: ({ controller }) => controller.flyTo(controller.selection),
  },
  help: {
    group: 'view',
    label: () => m.board_help(),
    icon: () => CircleHelp,
    keys: ['?'],
    allowed: always,
    run: ({ controller }) => (controller.helpOpen = true),
  },
} satisfies Record<string, Action>;

export type ActionId = keyof typeof actions;
export const actionIds = Object.keys(actions) as readonly ActionId[];
export const actionOf = (id: ActionId): Action => actions[id];

export const actionFor = (keys: Keys): Action | undefined =>
  actionIds.map(actionOf).find((action) => action.keys.includes(keys));

/** Does it, or says why not. */
export const run = (action: Action, scene: ActionScene, keys?: Keys): void => {
  const allowed = action.allowed(scene);
  if (allowed === true) action.run(scene, keys);
  else say(allowed, 'problem');
};
