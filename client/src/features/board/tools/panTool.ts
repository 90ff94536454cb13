import { noIntents, type PointerInput, type Tool, delta } from './tool.ts';

export type PanState = { readonly kind: 'idle' } | { readonly kind: 'panning'; readonly last: PointerInput };

/** Pans with every drag, whatever lies under the pointer. */
export const panTool: Tool<PanState> = {
  idle: { kind: 'idle' },
  transition(state, event) {
    if (event.kind === 'down') return { state: { kind: 'panning', last: event }, intents: noIntents };
    if (event.kind !== 'move' || state.kind === 'idle') return { state: this.idle, intents: noIntents };
    return {
      state: { kind: 'panning', last: event },
      intents: [{ kind: 'pan', by: delta(state.last.screenPoint, event.screenPoint) }],
    };
  },
};
