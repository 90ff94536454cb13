import type { CardId } from '@brygga/shared/ids';
import type { Box, Point } from '../geometry/camera.ts';
import type { Handle } from '../geometry/layout.ts';

export type Target =
  | { readonly is: 'board' }
  | { readonly is: 'card'; readonly id: CardId }
  | { readonly is: 'handle'; readonly handle: Handle };

/** A pointer event in the board's words. `screen` in pixels of the viewport, `place` in board units, `at` in ms. */
export interface Pointing {
  readonly is: 'down' | 'move' | 'up';
  readonly pointer: number;
  readonly with: 'mouse' | 'pen' | 'touch';
  readonly button: 'main' | 'middle' | 'right';
  readonly screen: Point;
  readonly place: Point;
  readonly target: Target;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly at: number;
}

/** `cancel`: Escape, a second finger, or the system took the pointer away. */
export type ToolEvent = Pointing | { readonly is: 'cancel' };

export type CreatedKind = 'note' | 'concept' | 'challenge' | 'offer';

/** What a gesture means. Tools only say it; the controller does it, and asks the rules first. */
export type Intention =
  | { readonly do: 'pan'; readonly by: Point }
  | { readonly do: 'zoom'; readonly at: Point; readonly factor: number }
  | { readonly do: 'choose'; readonly id: CardId; readonly how: 'only' | 'toggle' }
  | { readonly do: 'chooseIn'; readonly box: Box; readonly add: boolean }
  | { readonly do: 'hideMarquee' }
  | { readonly do: 'clear' }
  /** From here on `drag` moves what is selected (a copy of it) by so much from where it was. */
  | { readonly do: 'grab'; readonly copy: boolean }
  | { readonly do: 'drag'; readonly by: Point; readonly at: Point }
  | { readonly do: 'grabHandle'; readonly handle: Handle }
  | { readonly do: 'stretch'; readonly by: Point }
  /** Lets go of it here. */
  | { readonly do: 'drop'; readonly at: Point }
  | { readonly do: 'putBack' }
  | { readonly do: 'create'; readonly kind: CreatedKind; readonly at: Point }
  | { readonly do: 'edit'; readonly id: CardId }
  | { readonly do: 'open'; readonly id: CardId }
  | { readonly do: 'menu'; readonly at: Point };

export interface ToolScene {
  isSelected(id: CardId): boolean;
}

export interface Step<State> {
  readonly state: State;
  readonly does: readonly Intention[];
}

/** A plain machine: where it is, what happened, what that means. */
export interface Tool<State> {
  readonly idle: State;
  step(state: State, event: ToolEvent, scene: ToolScene): Step<State>;
}

export const nothing: readonly Intention[] = [];

/** How far a pointer trembles before it drags, in pixels. */
export const trembles = (down: Pointing, now: Pointing): boolean => {
  const most = down.with === 'touch' ? 8 : 4;
  return Math.hypot(now.screen.x - down.screen.x, now.screen.y - down.screen.y) < most;
};

export const way = (from: Point, to: Point): Point => ({ x: to.x - from.x, y: to.y - from.y });
