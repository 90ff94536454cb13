import Redo from '@lucide/svelte/icons/redo-2';
import Undo from '@lucide/svelte/icons/undo-2';
import { m, reasonSentence } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import type { Action, Allowed, ActionContext } from './action.ts';
import { cardActions } from './cardActions.ts';
import { ideaActions } from './ideaActions.ts';
import type { Keys } from './keys.ts';
import { toolActions } from './toolActions.ts';
import { viewActions } from './viewActions.ts';

/** Allowed where there is something to undo or redo, and the running step lets this person write. */
const undoAllowed =
  (direction: 'canUndo' | 'canRedo', nothingReason: () => string) =>
  ({ board }: ActionContext): Allowed => {
    if (!board.undo[direction]) return nothingReason();
    const right = board.rights.undo();
    return right === true || reasonSentence(right);
  };

const historyActions = {
  undo: {
    group: 'board',
    label: () => m.board_undo(),
    icon: () => Undo,
    keys: ['Mod+Z'],
    allowed: undoAllowed('canUndo', m.board_why_nothing_to_undo),
    run: ({ board }) => board.undo.undo(),
  },
  redo: {
    group: 'board',
    label: () => m.board_redo(),
    icon: () => Redo,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    allowed: undoAllowed('canRedo', m.board_why_nothing_to_redo),
    run: ({ board }) => board.undo.redo(),
  },
} satisfies Record<string, Action>;

/** Every action of the board; adding one here puts it into rail or menu, on the keyboard and in the help. */
export const actions = { ...toolActions, ...historyActions, ...cardActions, ...ideaActions, ...viewActions };

export type ActionId = keyof typeof actions;
export const actionIds = Object.keys(actions) as readonly ActionId[];
export const actionOf = (id: ActionId): Action => actions[id];

/** What one can do with the selected cards, in the order of the selection bar and the context menu. */
export const cardActionIds: readonly ActionId[] = [
  'edit',
  'open',
  'continueIdea',
  'makeConcept',
  'makeNeed',
  'duplicate',
  'bringToFront',
  'lock',
  'delete',
];

export const actionForKeys = (keys: Keys): Action | undefined =>
  actionIds.map(actionOf).find((action) => action.keys.includes(keys));

/** Runs the action, or shows why it is not allowed. */
export const runAction = (action: Action, context: ActionContext, keys?: Keys): void => {
  const allowed = action.allowed(context);
  if (allowed === true) action.run(context, keys);
  else showToast(allowed, 'problem');
};
