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
  handle(event: ToolEvent, scene: ToolContext): readonly BoardIntent[];
}

/** A tool with its state, so that tools of any state can be held in one table. */
const toolRunner = <State>(tool: Tool<State>): ToolRunner => {
  let state = tool.idle;
  return {
    handle(event, scene) {
      const step = tool.transition(state, event, scene);
      state = step.state;
      return step.intents;
    },
  };
};

export const toolNames = ['select', 'pan', 'note', 'concept', 'challenge', 'offer'] as const;
export type ToolName = (typeof toolNames)[number];

/**
 * All pointers on the board. Two fingers pinch, Space and the other mouse buttons pan, whatever the
 * tool; everything else is the tool's.
 */
export class PointerRouter {
  /** While Space is down, the pointer pans. */
  spaceHeld = false;
  readonly #tools: Readonly<Record<ToolName, ToolRunner>> = {
    select: toolRunner(selectTool),
    pan: toolRunner(panTool),
    note: toolRunner(noteTool),
    concept: toolRunner(conceptTool),
    challenge: toolRunner(challengeTool),
    offer: toolRunner(offerTool),
  };
  readonly #looking = toolRunner(panTool);
  readonly #fingers = new Map<number, PointerInput>();
  #mode: { readonly is: 'free' | 'tool' | 'pinch' } | { readonly is: 'looking'; readonly down: PointerInput } = {
    is: 'free',
  };
  #pointer: number | undefined;
  #tool: ToolName = 'select';

  get busy(): boolean {
    return this.#mode.is !== 'free';
  }

  handle(event: PointerInput, tool: ToolName, scene: ToolContext): readonly BoardIntent[] {
    if (event.kind === 'down') return this.#down(event, tool, scene);
    const before = this.#fingers.get(event.pointerId);
    if (before && event.kind === 'move') this.#fingers.set(event.pointerId, event);
    if (event.kind === 'up') this.#fingers.delete(event.pointerId);
    if (this.#mode.is === 'pinch') return before ? this.#pinch(before, event) : noIntents;
    if (event.pointerId !== this.#pointer) return noIntents;
    const { is } = this.#mode;
    if (is === 'looking') return this.#look(this.#mode.down, event, scene);
    if (event.kind === 'up') this.#rest();
    return is === 'tool' ? this.#tools[this.#tool].handle(event, scene) : noIntents;
  }

  /** Escape, or the system took the pointers away: what was being dragged goes back. */
  cancel(scene: ToolContext): readonly BoardIntent[] {
    const does = this.#mode.is === 'tool' ? this.#tools[this.#tool].handle({ kind: 'cancel' }, scene) : noIntents;
    this.#looking.handle({ kind: 'cancel' }, scene);
    this.#fingers.clear();
    this.#rest();
    return does;
  }

  #rest(): void {
    this.#mode = { is: 'free' };
    this.#pointer = undefined;
  }

  #down(event: PointerInput, tool: ToolName, scene: ToolContext): readonly BoardIntent[] {
    if (event.pointerType === 'touch') this.#fingers.set(event.pointerId, event);
    if (this.#fingers.size === 2 && this.#mode.is !== 'pinch') {
      const undone = this.#mode.is === 'tool' ? this.#tools[this.#tool].handle({ kind: 'cancel' }, scene) : noIntents;
      this.#mode = { is: 'pinch' };
      return undone;
    }
    if (this.#mode.is !== 'free') return noIntents;
    this.#pointer = event.pointerId;
    if (event.button !== 'main' || this.spaceHeld) {
      this.#mode = { is: 'looking', down: event };
      return this.#looking.handle(event, scene);
    }
    this.#mode = { is: 'tool' };
    this.#tool = tool;
    return this.#tools[tool].handle(event, scene);
  }

  #look(down: PointerInput, event: PointerInput, scene: ToolContext): readonly BoardIntent[] {
    if (event.kind === 'up') this.#rest();
    const isMenu = event.kind === 'up' && down.button === 'right' && isWithinDragThreshold(down, event);
    const does = this.#looking.handle(event, scene);
    if (!isMenu) return does;
    const chosen: BoardIntent[] =
      down.target.kind === 'card' && !scene.isSelected(down.target.id)
        ? [{ kind: 'select', id: down.target.id, mode: 'only' }]
        : [];
    return [...chosen, { kind: 'openMenu', at: event.screenPoint }];
  }

  #pinch(before: PointerInput, event: PointerInput): readonly BoardIntent[] {
    if (event.kind === 'up') {
      // The finger that stays must not drag or choose anything: the gesture ends when both are up.
      if (this.#fingers.size === 0) this.#rest();
      return noIntents;
    }
    const other = [...this.#fingers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
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
