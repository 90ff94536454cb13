import { type CreatableKind, noIntents, type PointerInput, type Tool, isWithinDragThreshold, delta } from './tool.ts';

export type CreateState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pressed'; readonly down: PointerInput }
  | { readonly kind: 'panning'; readonly last: PointerInput };

/** Creates a card where the pointer is released. A drag pans instead. */
const createTool = (kind: CreatableKind): Tool<CreateState> => ({
  idle: { kind: 'idle' },
  transition(state, event) {
    if (event.kind === 'down') return { state: { kind: 'pressed', down: event }, intents: noIntents };
    if (event.kind === 'cancel' || state.kind === 'idle') return { state: this.idle, intents: noIntents };
    if (event.kind === 'up') {
      return {
        state: this.idle,
        intents: state.kind === 'pressed' ? [{ kind: 'create', cardKind: kind, at: event.boardPoint }] : noIntents,
      };
    }
    if (state.kind === 'pressed' && isWithinDragThreshold(state.down, event)) return { state, intents: noIntents };
    const last = state.kind === 'pressed' ? state.down : state.last;
    return {
      state: { kind: 'panning', last: event },
      intents: [{ kind: 'pan', by: delta(last.screenPoint, event.screenPoint) }],
    };
  },
});

export const noteTool = createTool('note');
export const conceptTool = createTool('concept');
export const challengeTool = createTool('challenge');
export const offerTool = createTool('offer');
