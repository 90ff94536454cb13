import type { LucideIcon } from '@lucide/svelte';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { BoardController } from '../controller/boardController.svelte.ts';
import type { Keys } from './keys.ts';

/** What an action acts on. */
export interface ActionContext {
  readonly board: LiveBoard;
  readonly controller: BoardController;
}

/** True, or the sentence that says why not. */
export type Allowed = true | string;

/** One command of the board; rail, selection bar, context menu, keyboard and help all read it here. */
export interface Action {
  readonly group: 'tools' | 'cards' | 'board' | 'view';
  readonly label: (context?: ActionContext) => string;
  readonly icon?: (context: ActionContext) => LucideIcon;
  readonly keys: readonly Keys[];
  /** Left out where everybody sees the action. */
  readonly shown?: (context: ActionContext) => boolean;
  readonly allowed: (context: ActionContext) => Allowed;
  readonly pressed?: (context: ActionContext) => boolean;
  readonly danger?: boolean;
  readonly run: (context: ActionContext, keys?: Keys) => void;
}

export const alwaysAllowed = (): Allowed => true;

export const isShown = (action: Action, context: ActionContext): boolean => action.shown?.(context) ?? true;
