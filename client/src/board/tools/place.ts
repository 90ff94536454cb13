import { type CreatedKind, nothing, type Pointing, type Tool, trembles, way } from './tool.ts';

export type PlaceState =
  | { readonly is: 'idle' }
  | { readonly is: 'pressed'; readonly down: Pointing }
  | { readonly is: 'panning'; readonly last: Pointing };

/** Press where the new card should lie. A drag looks around instead, so that one finds the place first. */
const placeTool = (kind: CreatedKind): Tool<PlaceState> => ({
  idle: { is: 'idle' },
  step(state, event) {
    if (event.is === 'down') return { state: { is: 'pressed', down: event }, does: nothing };
    if (event.is === 'cancel' || state.is === 'idle') return { state: this.idle, does: nothing };
    if (event.is === 'up') {
      return { state: this.idle, does: state.is === 'pressed' ? [{ do: 'create', kind, at: event.place }] : nothing };
    }
    if (state.is === 'pressed' && trembles(state.down, event)) return { state, does: nothing };
    const last = state.is === 'pressed' ? state.down : state.last;
    return { state: { is: 'panning', last: event }, does: [{ do: 'pan', by: way(last.screen, event.screen) }] };
  },
});

export const noteTool = placeTool('note');
export const conceptTool = placeTool('concept');
export const challengeTool = placeTool('challenge');
export const offerTool = placeTool('offer');
