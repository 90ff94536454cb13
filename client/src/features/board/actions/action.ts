import type { LucideIcon } from '@lucide/svelte';
import type { ActionContext } from './actionContext.ts';
import type { Keys } from './keys.ts';

/** True, or the sentence that says why not. */
export type Allowed = true | string;

/** One thing to do on the board: rail, selection bar, context menu, keyboard and help all read it here. */
export interface Action {
  readonly group: 'tools' | 'cards' | 'board' | 'view';
  readonly label: (scene?: ActionContext) => string;
  readonly icon?: (scene: ActionContext) => LucideIcon;
  readonly keys: readonly Keys[];
  /** Left out where it is for everybody. */
  readonly shown?: (scene: ActionContext) => boolean;
  readonly allowed: (scene: ActionContext) => Allowed;
  readonly pressed?: (scene: ActionContext) => boolean;
  readonly danger?: boolean;
  readonly run: (scene: ActionContext, keys?: Keys) => void;
}

export const alwaysAllowed = (): Allowed => true;
