import type { LucideIcon } from '@lucide/svelte';
import type { ActionScene } from './actionScene.ts';
import type { Keys } from './keys.ts';

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

export const always = (): Allowed => true;
