import type { CardId } from '@brygga/shared/ids';
import type { Box, Point } from '../geometry/camera.ts';
import type { Handle } from '../geometry/layout.ts';

export type PointerTarget =
  | { readonly kind: 'board' }
  | { readonly kind: 'card'; readonly id: CardId }
  | { readonly kind: 'handle'; readonly handle: Handle };

/** A pointer event in the board's words. `screen` in pixels of the viewport, `place` in board units, `at` in ms. */
export interface PointerInput {
  readonly kind: 'down' | 'move' | 'up';
  readonly pointerId: number;
  readonly pointerType: 'mouse' | 'pen' | 'touch';
  readonly button: 'main' | 'middle' | 'right';
  readonly screenPoint: Point;
  readonly boardPoint: Point;
  readonly target: PointerTarget;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly timeMs: number;
}

/** `cancel`: Escape, a second finger, or the system took the pointer away. */
export type ToolEvent = PointerInput | { readonly kind: 'cancel' };

export type CreatableKind = 'note' | 'concept' | 'challenge' | 'offer';

/** What a gesture means. Tools only say it; the controller does it, and asks the rules first. */
export type BoardIntent =
  | { readonly kind: 'pan'; readonly by: Point }
  | { readonly kind: 'zoom'; readonly at: Point; readonly factor: number }
  | { readonly kind: 'select'; readonly id: CardId; readonly mode: 'only' | 'toggle' }
  | { readonly kind: 'selectInBox'; readonly box: Box; readonly add: boolean }
  | { readonly kind: 'hideMarquee' }
  | { readonly kind: 'clearSelection' }
  /** From here on `drag` moves what is selected (a copy of it) by so much from where it was. */
  | { readonly kind: 'startDrag'; readonly copy: boolean }
  | { readonly kind: 'drag'; readonly by: Point; readonly at: Point }
  | { readonly kind: 'startResize'; readonly handle: Handle }
  | { readonly kind: 'resize'; readonly by: Point }
  /** Lets go of it here. */
  | { readonly kind: 'drop'; readonly at: Point }
  | { readonly kind: 'revert' }
  | { readonly kind: 'create'; readonly cardKind: CreatableKind; readonly at: Point }
  | { readonly kind: 'edit'; readonly id: CardId }
  | { readonly kind: 'open'; readonly id: CardId }
  | { readonly kind: 'openMenu'; readonly at: Point };

export interface ToolContext {
  isSelected(id: CardId): boolean;
}

export interface ToolResult<State> {
  readonly state: State;
  readonly intents: readonly BoardIntent[];
}

/** A plain machine: where it is, what happened, what that means. */
export interface Tool<State> {
  readonly idle: State;
  transition(state: State, event: ToolEvent, scene: ToolContext): ToolResult<State>;
}

export const noIntents: readonly BoardIntent[] = [];

/** How far a pointer trembles before it drags, in pixels. */
export const isWithinDragThreshold = (down: PointerInput, now: PointerInput): boolean => {
  const most = down.pointerType === 'touch' ? 8 : 4;
  return Math.hypot(now.screenPoint.x - down.screenPoint.x, now.screenPoint.y - down.screenPoint.y) < most;
};

export const delta = (from: Point, to: Point): Point => ({ x: to.x - from.x, y: to.y - from.y });
