import { panTool } from './pan.ts';
import { challengeTool, conceptTool, noteTool, offerTool } from './place.ts';
import { selectTool } from './select.ts';
import {
  type Intention,
  nothing,
  type Pointing,
  type Tool,
  type ToolEvent,
  type ToolScene,
  trembles,
  way,
} from './tool.ts';

interface Running {
  on(event: ToolEvent, scene: ToolScene): readonly Intention[];
}

/** A tool with its state, so that tools of any state can be held in one table. */
const run = <State>(tool: Tool<State>): Running => {
  let state = tool.idle;
  return {
    on(event, scene) {
      const step = tool.step(state, event, scene);
      state = step.state;
      return step.does;
    },
  };
};

export const toolNames = ['select', 'pan', 'note', 'concept', 'challenge', 'offer'] as const;
export type ToolName = (typeof toolNames)[number];

/**
 * All pointers on the board. Two fingers pinch, Space and the other mouse buttons pan, whatever the
 * tool; everything else is the tool's.
 */
export class Hand {
  /** While Space is down, the pointer pans. */
  spaceHeld = false;
  readonly #tools: Readonly<Record<ToolName, Running>> = {
    select: run(selectTool),
    pan: run(panTool),
    note: run(noteTool),
    concept: run(conceptTool),
    challenge: run(challengeTool),
    offer: run(offerTool),
  };
  readonly #looking = run(panTool);
  readonly #fingers = new Map<number, Pointing>();
  #mode: { readonly is: 'free' | 'tool' | 'pinch' } | { readonly is: 'looking'; readonly down: Pointing } = {
    is: 'free',
  };
  #pointer: number | undefined;
  #tool: ToolName = 'select';

  get busy(): boolean {
    return this.#mode.is !== 'free';
  }

  on(event: Pointing, tool: ToolName, scene: ToolScene): readonly Intention[] {
    if (event.is === 'down') return this.#down(event, tool, scene);
    const before = this.#fingers.get(event.pointer);
    if (before && event.is === 'move') this.#fingers.set(event.pointer, event);
    if (event.is === 'up') this.#fingers.delete(event.pointer);
    if (this.#mode.is === 'pinch') return before ? this.#pinch(before, event) : nothing;
    if (event.pointer !== this.#pointer) return nothing;
    const { is } = this.#mode;
    if (is === 'looking') return this.#look(this.#mode.down, event, scene);
    if (event.is === 'up') this.#rest();
    return is === 'tool' ? this.#tools[this.#tool].on(event, scene) : nothing;
  }

  /** Escape, or the system took the pointers away: what was being dragged goes back. */
  cancel(scene: ToolScene): readonly Intention[] {
    const does = this.#mode.is === 'tool' ? this.#tools[this.#tool].on({ is: 'cancel' }, scene) : nothing;
    this.#looking.on({ is: 'cancel' }, scene);
    this.#fingers.clear();
    this.#rest();
    return does;
  }

  #rest(): void {
    this.#mode = { is: 'free' };
    this.#pointer = undefined;
  }

  #down(event: Pointing, tool: ToolName, scene: ToolScene): readonly Intention[] {
    if (event.with === 'touch') this.#fingers.set(event.pointer, event);
    if (this.#fingers.size === 2 && this.#mode.is !== 'pinch') {
      const undone = this.#mode.is === 'tool' ? this.#tools[this.#tool].on({ is: 'cancel' }, scene) : nothing;
      this.#mode = { is: 'pinch' };
      return undone;
    }
    if (this.#mode.is !== 'free') return nothing;
    this.#pointer = event.pointer;
    if (event.button !== 'main' || this.spaceHeld) {
      this.#mode = { is: 'looking', down: event };
      return this.#looking.on(event, scene);
    }
    this.#mode = { is: 'tool' };
    this.#tool = tool;
    return this.#tools[tool].on(event, scene);
  }

  #look(down: Pointing, event: Pointing, scene: ToolScene): readonly Intention[] {
    if (event.is === 'up') this.#rest();
    const isMenu = event.is === 'up' && down.button === 'right' && trembles(down, event);
    const does = this.#looking.on(event, scene);
    if (!isMenu) return does;
    const chosen: Intention[] =
      down.target.is === 'card' && !scene.isSelected(down.target.id)
        ? [{ do: 'choose', id: down.target.id, how: 'only' }]
        : [];
    return [...chosen, { do: 'menu', at: event.screen }];
  }

  #pinch(before: Pointing, event: Pointing): readonly Intention[] {
    if (event.is === 'up') {
      // The finger that stays must not drag or choose anything: the gesture ends when both are up.
      if (this.#fingers.size === 0) this.#rest();
      return nothing;
    }
    const other = [...this.#fingers.values()].find(({ pointer }) => pointer !== event.pointer);
    if (!other) return nothing;
    const distance = (a: Pointing) => Math.hypot(a.screen.x - other.screen.x, a.screen.y - other.screen.y);
    const middle = (a: Pointing) => ({ x: (a.screen.x + other.screen.x) / 2, y: (a.screen.y + other.screen.y) / 2 });
    const factor = distance(event) / Math.max(1, distance(before));
    return [
      { do: 'pan', by: way(middle(before), middle(event)) },
      { do: 'zoom', at: middle(event), factor },
    ];
  }
}
