import type { CardId } from '@brygga/shared/ids';
import { boxBetween } from '../geometry/hitTest.ts';
import {
  type BoardIntent,
  noIntents,
  type PointerInput,
  type ToolResult,
  type Tool,
  type ToolContext,
  isWithinDragThreshold,
  delta,
} from './tool.ts';

interface Tap {
  readonly timeMs: number;
  readonly target: CardId | 'board';
  readonly up: PointerInput;
}

export type SelectState =
  | { readonly kind: 'idle'; readonly tapped?: Tap }
  | { readonly kind: 'pressed'; readonly down: PointerInput; readonly wasSelected: boolean; readonly tapped?: Tap }
  | { readonly kind: 'dragging'; readonly down: PointerInput }
  | { readonly kind: 'resizing'; readonly down: PointerInput }
  | { readonly kind: 'marquee'; readonly down: PointerInput }
  | { readonly kind: 'panning'; readonly last: PointerInput };

const doubleTapMs = 400;
const doubleTapPxMax = 12;
const idle: SelectState = { kind: 'idle' };

/** Selects, drags, resizes, draws a marquee; a double tap on the board creates a note, on a card edits it. */
export const selectTool: Tool<SelectState> = {
  idle,
  transition(state, event, context) {
    switch (event.kind) {
      case 'down':
        return press(state, event, context);
      case 'move':
        return move(state, event);
      case 'up':
        return release(state, event);
      case 'cancel':
        return { state: idle, intents: intentsOnCancel(state) };
    }
  },
};

const press = (state: SelectState, down: PointerInput, context: ToolContext): ToolResult<SelectState> => {
  const { target } = down;
  const wasSelected = target.kind === 'card' && context.isSelected(target.id);
  const tapped = state.kind === 'idle' && state.tapped ? { tapped: state.tapped } : {};
  // A finger selects when it lifts: until then it may be about to pan.
  const selectsNow = target.kind === 'card' && !wasSelected && !down.shift && down.pointerType !== 'touch';
  return {
    state: { kind: 'pressed', down, wasSelected, ...tapped },
    intents: selectsNow ? [{ kind: 'select', id: target.id, mode: 'only' }] : noIntents,
  };
};

const move = (state: SelectState, now: PointerInput): ToolResult<SelectState> => {
  switch (state.kind) {
    case 'idle':
      return { state, intents: noIntents };
    case 'pressed':
      return isWithinDragThreshold(state.down, now) ? { state, intents: noIntents } : startGesture(state, now);
    case 'dragging':
      return {
        state,
        intents: [{ kind: 'drag', by: delta(state.down.boardPoint, now.boardPoint), at: now.boardPoint }],
      };
    case 'resizing':
      return { state, intents: [{ kind: 'resize', by: delta(state.down.boardPoint, now.boardPoint) }] };
    case 'marquee':
      return { state, intents: [marqueeIntent(state.down, now)] };
    case 'panning':
      return {
        state: { kind: 'panning', last: now },
        intents: [{ kind: 'pan', by: delta(state.last.screenPoint, now.screenPoint) }],
      };
  }
};

const marqueeIntent = (down: PointerInput, now: PointerInput): BoardIntent => ({
  kind: 'selectInBox',
  box: boxBetween(down.boardPoint, now.boardPoint),
  add: down.shift,
});

/** The pointer has left the drag threshold. */
const startGesture = (
  { down, wasSelected }: SelectState & { kind: 'pressed' },
  now: PointerInput,
): ToolResult<SelectState> => {
  const { target } = down;
  if (target.kind === 'handle') {
    const intents: BoardIntent[] = [
      { kind: 'startResize', handle: target.handle },
      { kind: 'resize', by: delta(down.boardPoint, now.boardPoint) },
    ];
    return { state: { kind: 'resizing', down }, intents };
  }
  // A finger drags only what was selected before; otherwise a full board could not be panned.
  if (down.pointerType === 'touch' && !wasSelected) {
    return {
      state: { kind: 'panning', last: now },
      intents: [{ kind: 'pan', by: delta(down.screenPoint, now.screenPoint) }],
    };
  }
  if (target.kind === 'board') return { state: { kind: 'marquee', down }, intents: [marqueeIntent(down, now)] };
  const addsToSelection: BoardIntent[] =
    down.shift && !wasSelected ? [{ kind: 'select', id: target.id, mode: 'toggle' }] : [];
  return {
    state: { kind: 'dragging', down },
    intents: [
      ...addsToSelection,
      { kind: 'startDrag', copy: down.alt },
      { kind: 'drag', by: delta(down.boardPoint, now.boardPoint), at: now.boardPoint },
    ],
  };
};

const release = (state: SelectState, up: PointerInput): ToolResult<SelectState> => {
  switch (state.kind) {
    case 'dragging':
      return {
        state: idle,
        intents: [
          { kind: 'drag', by: delta(state.down.boardPoint, up.boardPoint), at: up.boardPoint },
          { kind: 'drop', at: up.boardPoint },
        ],
      };
    case 'resizing':
      return {
        state: idle,
        intents: [
          { kind: 'resize', by: delta(state.down.boardPoint, up.boardPoint) },
          { kind: 'drop', at: up.boardPoint },
        ],
      };
    case 'marquee':
      return { state: idle, intents: [marqueeIntent(state.down, up), { kind: 'hideMarquee' }] };
    case 'pressed':
      return tap(state, up);
    case 'panning':
    case 'idle':
      return { state: idle, intents: noIntents };
  }
};

const tap = ({ down, tapped }: SelectState & { kind: 'pressed' }, up: PointerInput): ToolResult<SelectState> => {
  if (down.target.kind === 'handle') return { state: idle, intents: noIntents };
  const target = down.target.kind === 'card' ? down.target.id : 'board';
  if (tapped && isDoubleTap(tapped, target, up)) {
    return {
      state: idle,
      intents: [
        target === 'board' ? { kind: 'create', cardKind: 'note', at: up.boardPoint } : { kind: 'edit', id: target },
      ],
    };
  }
  const after: SelectState = { kind: 'idle', tapped: { timeMs: up.timeMs, target, up } };
  if (target === 'board') return { state: after, intents: down.shift ? noIntents : [{ kind: 'clearSelection' }] };
  if (down.shift) return { state: after, intents: [{ kind: 'select', id: target, mode: 'toggle' }] };
  return {
    state: after,
    intents: [
      { kind: 'select', id: target, mode: 'only' },
      { kind: 'open', id: target },
    ],
  };
};

const isDoubleTap = (first: Tap, target: CardId | 'board', up: PointerInput): boolean =>
  first.target === target &&
  up.timeMs - first.timeMs <= doubleTapMs &&
  Math.hypot(up.screenPoint.x - first.up.screenPoint.x, up.screenPoint.y - first.up.screenPoint.y) <= doubleTapPxMax;

const intentsOnCancel = (state: SelectState): readonly BoardIntent[] => {
  if (state.kind === 'dragging' || state.kind === 'resizing') return [{ kind: 'revert' }];
  return state.kind === 'marquee' ? [{ kind: 'hideMarquee' }] : noIntents;
};
