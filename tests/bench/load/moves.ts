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
  if (heard.is === 'awareness') return statesIn(heard.entries);
  return heard.is === 'moves' ? shortMovesIn(heard.moves) : [];
};

const statesIn = (entries: Uint8Array): Seen[] =>
  listIn(entries, (decoder) => {
    const client = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state: { cursor?: { x: number } } | null = JSON.parse(decoding.readVarString(decoder));
    return { client, turn: state?.cursor?.x };
  });

const shortMovesIn = (moves: Uint8Array): Seen[] =>
  listIn(moves, (decoder) => {
    const client = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const turn = decoding.readVarInt(decoder);
    decoding.readVarInt(decoder);
    return { client, turn };
  });

/** What comes after its count. */
const listIn = (bytes: Uint8Array, read: (decoder: decoding.Decoder) => Seen): Seen[] => {
  const decoder = decoding.createDecoder(bytes);
  return Array.from({ length: decoding.readVarUint(decoder) }, () => read(decoder));
};
