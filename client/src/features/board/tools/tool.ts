import type { CardId } from '@brygga/shared/ids';
import type { Box, Point } from '../geometry/camera.ts';
import type { Handle } from '../geometry/layout.ts';

export type PointerTarget =
  | { readonly kind: 'board' }
  | { readonly kind: 'card'; readonly id: CardId }
  | { readonly kind: 'handle'; readonly handle: Handle };

/** A pointer event in the board's terms: `screenPoint` in viewport pixels, `boardPoint` in board units, `timeMs` of the event. */
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

/** `cancel`: Escape, a second finger, or a pointercancel. */
export type ToolEvent = PointerInput | { readonly kind: 'cancel' };

export type CreatableKind = 'note' | 'concept' | 'challenge' | 'offer';

/** What a gesture means. Tools return intents; `BoardGestures` checks the rules and carries them out. */
export type BoardIntent =
  | { readonly kind: 'pan'; readonly by: Point }
  | { readonly kind: 'zoom'; readonly at: Point; readonly factor: number }
  | { readonly kind: 'select'; readonly id: CardId; readonly mode: 'only' | 'toggle' }
  | { readonly kind: 'selectInBox'; readonly box: Box; readonly add: boolean }
  | { readonly kind: 'hideMarquee' }
  | { readonly kind: 'clearSelection' }
  /** From here on, `drag` moves the selection, or a copy of it, by the distance from its start. */
  | { readonly kind: 'startDrag'; readonly copy: boolean }
  | { readonly kind: 'drag'; readonly by: Point; readonly at: Point }
  | { readonly kind: 'startResize'; readonly handle: Handle }
  | { readonly kind: 'resize'; readonly by: Point }
  /** Ends a drag or a resize. */
  | { readonly kind: 'drop'; readonly at: Point }
  /** Ends a drag or a resize, and undoes it. */
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

/** A state machine: state and event give the next state and the intents. */
export interface Tool<State> {
  readonly idle: State;
  transition(state: State, event: ToolEvent, context: ToolContext): ToolResult<State>;
}

export const noIntents: readonly BoardIntent[] = [];

/** Whether the pointer has moved so little that it is still a click. */
export const isWithinDragThreshold = (down: PointerInput, now: PointerInput): boolean => {
  const thresholdPx = down.pointerType === 'touch' ? 8 : 4;
  return Math.hypot(now.screenPoint.x - down.screenPoint.x, now.screenPoint.y - down.screenPoint.y) < thresholdPx;
};

export const delta = (from: Point, to: Point): Point => ({ x: to.x - from.x, y: to.y - from.y });
