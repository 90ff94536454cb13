import type { CursorMove } from '@brygga/shared/wire/cursorMoves';
import * as encoding from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';

/**
 * Moves as the awareness update that they stand for: each state as it is known here, with the new
 * cursor. Of whom nothing is known yet, all is told soon.
 */
export const cursorMovesToAwareness = (awareness: Awareness, moves: readonly CursorMove[]): Uint8Array => {
  const states = awareness.getStates();
  const knownMoves = moves.filter(({ client }) => states.has(client));
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, knownMoves.length);
    for (const { client, clock, x, y } of knownMoves) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify({ ...states.get(client), cursor: { x, y } }));
    }
  });
};
