import Redo from '@lucide/svelte/icons/redo-2';
import Undo from '@lucide/svelte/icons/undo-2';
import { m, reasonSentence } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import type { Action, Allowed } from './action.ts';
import type { ActionContext } from './actionContext.ts';
import { cardActions } from './cardActions.ts';
import { ideaActions } from './ideaActions.ts';
import type { Keys } from './keys.ts';
import { toolActions } from './toolActions.ts';
import { viewActions } from './viewActions.ts';

/** Allowed where there is something to take, and writing of any kind goes on. */
const undoAllowed =
  (which: 'canUndo' | 'canRedo', nothing: () => string) =>
  ({ board }: ActionContext): Allowed => {
    if (!board.undo[which]) return nothing();
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

/** The one table of what can be done on the board: a line in it is in rail or menu, on the keyboard and in the help. */
export const actions = { ...toolActions, ...historyActions, ...cardActions, ...ideaActions, ...viewActions };

export type ActionId = keyof typeof actions;
export const actionIds = Object.keys(actions) as readonly ActionId[];
export const actionOf = (id: ActionId): Action => actions[id];

export const actionForKeys = (keys: Keys): Action | undefined =>
  actionIds.map(actionOf).find((action) => action.keys.includes(keys));

/** Does it, or says why not. */
export const runAction = (action: Action, scene: ActionContext, keys?: Keys): void => {
  const allowed = action.allowed(scene);
  if (allowed === true) action.run(scene, keys);
  else showToast(allowed, 'problem');
};
