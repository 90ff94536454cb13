import * as decoding from 'lib0/decoding';
import type { ReceivedFrame } from './protocol.ts';

/** Where somebody's pointer is: how far right tells which of their moves it is. */
export interface ReceivedMove {
  readonly client: number;
  /** Undefined where the state has no pointer, as that of somebody who has left. */
  readonly turn: number | undefined;
}

/** The pointers that a frame tells of. */
export const receivedMoves = (frame: ReceivedFrame): ReceivedMove[] => {
  if (frame.kind === 'awareness') return statesIn(frame.entries);
  return frame.kind === 'moves' ? frame.moves.map(({ client, x }) => ({ client, turn: x })) : [];
};

const statesIn = (entries: Uint8Array): ReceivedMove[] => {
  const decoder = decoding.createDecoder(entries);
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const client = decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state: { cursor?: { x: number } } | null = JSON.parse(decoding.readVarString(decoder));
    return { client, turn: state?.cursor?.x };
  });
};
