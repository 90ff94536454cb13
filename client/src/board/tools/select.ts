import type { CardId } from '@brygga/shared/ids';
import { boxBetween } from '../geometry/marquee.ts';
import { type Intention, nothing, type Pointing, type Step, type Tool, type ToolScene, trembles, way } from './tool.ts';

interface Tap {
  readonly at: number;
  readonly on: CardId | 'board';
  readonly up: Pointing;
}

export type SelectState =
  | { readonly is: 'idle'; readonly tapped?: Tap }
  | { readonly is: 'pressed'; readonly down: Pointing; readonly wasSelected: boolean; readonly tapped?: Tap }
  | { readonly is: 'dragging'; readonly down: Pointing }
  | { readonly is: 'stretching'; readonly down: Pointing }
  | { readonly is: 'marquee'; readonly down: Pointing }
  | { readonly is: 'panning'; readonly last: Pointing };

const doubleTapMillisMax = 400;
const doubleTapPixelsMax = 12;
const idle: SelectState = { is: 'idle' };

/** Choose, drag, stretch, draw a marquee; twice on paper makes a note, twice on a card edits it. */
export const selectTool: Tool<SelectState> = {
  idle,
  step(state, event, scene) {
    switch (event.is) {
      case 'down':
        return press(state, event, scene);
      case 'move':
        return move(state, event);
      case 'up':
        return release(state, event);
      case 'cancel':
        return { state: idle, does: cancelled(state) };
    }
  },
};

const press = (state: SelectState, down: Pointing, scene: ToolScene): Step<SelectState> => {
  const { target } = down;
  const wasSelected = target.is === 'card' && scene.isSelected(target.id);
  const tapped = state.is === 'idle' && state.tapped ? { tapped: state.tapped } : {};
  // A finger chooses when it lifts: until then it may be about to look around.
  const choosesNow = target.is === 'card' && !wasSelected && !down.shift && down.with !== 'touch';
  return {
    state: { is: 'pressed', down, wasSelected, ...tapped },
    does: choosesNow ? [{ do: 'choose', id: target.id, how: 'only' }] : nothing,
  };
};

const move = (state: SelectState, now: Pointing): Step<SelectState> => {
  switch (state.is) {
    case 'idle':
      return { state, does: nothing };
    case 'pressed':
      return trembles(state.down, now) ? { state, does: nothing } : set(state, now);
    case 'dragging':
      return { state, does: [{ do: 'drag', by: way(state.down.place, now.place), at: now.place }] };
    case 'stretching':
      return { state, does: [{ do: 'stretch', by: way(state.down.place, now.place) }] };
    case 'marquee':
      return { state, does: [marqueeTo(state.down, now)] };
    case 'panning':
      return { state: { is: 'panning', last: now }, does: [{ do: 'pan', by: way(state.last.screen, now.screen) }] };
  }
};

const marqueeTo = (down: Pointing, now: Pointing): Intention => ({
  do: 'chooseIn',
  box: boxBetween(down.place, now.place),
  add: down.shift,
});

/** The pointer has gone far enough to mean something. */
const set = ({ down, wasSelected }: SelectState & { is: 'pressed' }, now: Pointing): Step<SelectState> => {
  const { target } = down;
  if (target.is === 'handle') {
    const does: Intention[] = [
      { do: 'grabHandle', handle: target.handle },
      { do: 'stretch', by: way(down.place, now.place) },
    ];
    return { state: { is: 'stretching', down }, does };
  }
  // One finger looks around; it drags only what was chosen before, or a full board could not be panned at all.
  if (down.with === 'touch' && !wasSelected) {
    return { state: { is: 'panning', last: now }, does: [{ do: 'pan', by: way(down.screen, now.screen) }] };
  }
  if (target.is === 'board') return { state: { is: 'marquee', down }, does: [marqueeTo(down, now)] };
  const joins: Intention[] = down.shift && !wasSelected ? [{ do: 'choose', id: target.id, how: 'toggle' }] : [];
  return {
    state: { is: 'dragging', down },
    does: [...joins, { do: 'grab', copy: down.alt }, { do: 'drag', by: way(down.place, now.place), at: now.place }],
  };
};

const release = (state: SelectState, up: Pointing): Step<SelectState> => {
  switch (state.is) {
    case 'dragging':
      return {
        state: idle,
        does: [
          { do: 'drag', by: way(state.down.place, up.place), at: up.place },
          { do: 'drop', at: up.place },
        ],
      };
    case 'stretching':
      return {
        state: idle,
        does: [
          { do: 'stretch', by: way(state.down.place, up.place) },
          { do: 'drop', at: up.place },
        ],
      };
    case 'marquee':
      return { state: idle, does: [marqueeTo(state.down, up), { do: 'hideMarquee' }] };
    case 'pressed':
      return tap(state, up);
    case 'panning':
    case 'idle':
      return { state: idle, does: nothing };
  }
};

const tap = ({ down, tapped }: SelectState & { is: 'pressed' }, up: Pointing): Step<SelectState> => {
  if (down.target.is === 'handle') return { state: idle, does: nothing };
  const on = down.target.is === 'card' ? down.target.id : 'board';
  if (tapped && isSecond(tapped, on, up)) {
    return {
      state: idle,
      does: [on === 'board' ? { do: 'create', kind: 'note', at: up.place } : { do: 'edit', id: on }],
    };
  }
  const after: SelectState = { is: 'idle', tapped: { at: up.at, on, up } };
  if (on === 'board') return { state: after, does: down.shift ? nothing : [{ do: 'clear' }] };
  if (down.shift) return { state: after, does: [{ do: 'choose', id: on, how: 'toggle' }] };
  return {
    state: after,
    does: [
      { do: 'choose', id: on, how: 'only' },
      { do: 'open', id: on },
    ],
  };
};

const isSecond = (first: Tap, on: CardId | 'board', up: Pointing): boolean =>
  first.on === on &&
  up.at - first.at <= doubleTapMillisMax &&
  Math.hypot(up.screen.x - first.up.screen.x, up.screen.y - first.up.screen.y) <= doubleTapPixelsMax;

const cancelled = (state: SelectState): readonly Intention[] => {
  if (state.is === 'dragging' || state.is === 'stretching') return [{ do: 'putBack' }];
  return state.is === 'marquee' ? [{ do: 'hideMarquee' }] : nothing;
};
