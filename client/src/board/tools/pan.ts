import { nothing, type Pointing, type Tool, way } from './tool.ts';

export type PanState = { readonly is: 'idle' } | { readonly is: 'panning'; readonly last: Pointing };

/** The hand: the board follows it, whatever lies under it. */
export const panTool: Tool<PanState> = {
  idle: { is: 'idle' },
  step(state, event) {
    if (event.is === 'down') return { state: { is: 'panning', last: event }, does: nothing };
    if (event.is !== 'move' || state.is === 'idle') return { state: this.idle, does: nothing };
    return { state: { is: 'panning', last: event }, does: [{ do: 'pan', by: way(state.last.screen, event.screen) }] };
  },
};
