import * as decoding from 'lib0/decoding';
import type { Heard } from './protocol.ts';

/** Where somebody's pointer is: how far right tells which of their moves it is. */
export interface Seen {
  readonly client: number;
  /** Undefined where the state has no pointer, as that of somebody who has left. */
  readonly turn: number | undefined;
}

/** The pointers that a frame tells of. */
export const movesIn = (heard: Heard): Seen[] => {
  if (heard.is !== 'awareness') return [];
  const decoder = decoding.createDecoder(heard.entries);
  const count = decoding.readVarUint(decoder);
  const moves: Seen[] = [];
  while (moves.length < count) {
    const client = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state: { cursor?: { x: number } } | null = JSON.parse(decoding.readVarString(decoder));
    moves.push({ client, turn: state?.cursor?.x });
  }
  return moves;
};
