import { panTool } from './panTool.ts';
import { challengeTool, conceptTool, noteTool, offerTool } from './createTool.ts';
import { selectTool } from './selectTool.ts';
import {
  type BoardIntent,
  noIntents,
  type PointerInput,
  type Tool,
  type ToolEvent,
  type ToolContext,
  isWithinDragThreshold,
  delta,
} from './tool.ts';

interface ToolRunner {
  handle(event: ToolEvent, context: ToolContext): readonly BoardIntent[];
}

/** Hides the type of a tool's state, so that one table holds all tools. */
const toolRunner = <State>(tool: Tool<State>): ToolRunner => {
  let state = tool.idle;
  return {
    handle(event, context) {
      const result = tool.transition(state, event, context);
      state = result.state;
      return result.intents;
    },
  };
};

export const toolNames = ['select', 'pan', 'note', 'concept', 'challenge', 'offer'] as const;
export type ToolName = (typeof toolNames)[number];

type Mode = { readonly kind: 'idle' | 'tool' | 'pinch' } | { readonly kind: 'panning'; readonly down: PointerInput };

/**
 * Routes every pointer: two fingers pinch, Space or another mouse button pans, and all else goes to
 * the selected tool.
 */
export class PointerRouter {
  spaceHeld = false;
  readonly #tools: Readonly<Record<ToolName, ToolRunner>> = {
    select: toolRunner(selectTool),
    pan: toolRunner(panTool),
    note: toolRunner(noteTool),
    concept: toolRunner(conceptTool),
    challenge: toolRunner(challengeTool),
    offer: toolRunner(offerTool),
  };
  readonly #panRunner = toolRunner(panTool);
  readonly #touches = new Map<number, PointerInput>();
  #mode: Mode = { kind: 'idle' };
  /** The pointer that the tool or the pan follows; others are ignored. */
  #pointerId: number | undefined;
  #tool: ToolName = 'select';

  get busy(): boolean {
    return this.#mode.kind !== 'idle';
  }

  handle(event: PointerInput, tool: ToolName, context: ToolContext): readonly BoardIntent[] {
    if (event.kind === 'down') return this.#down(event, tool, context);
    const before = this.#touches.get(event.pointerId);
    if (before && event.kind === 'move') this.#touches.set(event.pointerId, event);
    if (event.kind === 'up') this.#touches.delete(event.pointerId);
    if (this.#mode.kind === 'pinch') return before ? this.#pinch(before, event) : noIntents;
    if (event.pointerId !== this.#pointerId) return noIntents;
    const mode = this.#mode;
    if (mode.kind === 'panning') return this.#pan(mode.down, event, context);
    if (event.kind === 'up') this.#reset();
    return mode.kind === 'tool' ? this.#tools[this.#tool].handle(event, context) : noIntents;
  }

  /** Escape or a pointercancel: ends the gesture, and reverts a drag. */
  cancel(context: ToolContext): readonly BoardIntent[] {
    const intents = this.#cancelTool(context);
    this.#panRunner.handle({ kind: 'cancel' }, context);
    this.#touches.clear();
    this.#reset();
    return intents;
  }

  #cancelTool(context: ToolContext): readonly BoardIntent[] {
    return this.#mode.kind === 'tool' ? this.#tools[this.#tool].handle({ kind: 'cancel' }, context) : noIntents;
  }

  #reset(): void {
    this.#mode = { kind: 'idle' };
    this.#pointerId = undefined;
  }

  #down(event: PointerInput, tool: ToolName, context: ToolContext): readonly BoardIntent[] {
    if (event.pointerType === 'touch') this.#touches.set(event.pointerId, event);
    if (this.#touches.size === 2 && this.#mode.kind !== 'pinch') {
      const intents = this.#cancelTool(context);
      this.#mode = { kind: 'pinch' };
      return intents;
    }
    if (this.#mode.kind !== 'idle') return noIntents;
    this.#pointerId = event.pointerId;
    if (event.button !== 'main' || this.spaceHeld) {
      this.#mode = { kind: 'panning', down: event };
      return this.#panRunner.handle(event, context);
    }
    this.#mode = { kind: 'tool' };
    this.#tool = tool;
    return this.#tools[tool].handle(event, context);
  }

  #pan(down: PointerInput, event: PointerInput, context: ToolContext): readonly BoardIntent[] {
    if (event.kind === 'up') this.#reset();
    const isMenu = event.kind === 'up' && down.button === 'right' && isWithinDragThreshold(down, event);
    const intents = this.#panRunner.handle(event, context);
    if (!isMenu) return intents;
    const selects: BoardIntent[] =
      down.target.kind === 'card' && !context.isSelected(down.target.id)
        ? [{ kind: 'select', id: down.target.id, mode: 'only' }]
        : [];
    return [...selects, { kind: 'openMenu', at: event.screenPoint }];
  }

  #pinch(before: PointerInput, event: PointerInput): readonly BoardIntent[] {
    if (event.kind === 'up') {
      // The gesture ends when both fingers are up: the one that stays must not drag or select.
      if (this.#touches.size === 0) this.#reset();
      return noIntents;
    }
    const other = [...this.#touches.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    if (!other) return noIntents;
    const distance = (a: PointerInput) =>
      Math.hypot(a.screenPoint.x - other.screenPoint.x, a.screenPoint.y - other.screenPoint.y);
    const middle = (a: PointerInput) => ({
      x: (a.screenPoint.x + other.screenPoint.x) / 2,
      y: (a.screenPoint.y + other.screenPoint.y) / 2,
    });
    const factor = distance(event) / Math.max(1, distance(before));
    return [
      { kind: 'pan', by: delta(middle(before), middle(event)) },
      { kind: 'zoom', at: middle(event), factor },
    ];
  }
}
