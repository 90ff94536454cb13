import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { frameTypes } from './frames.ts';

/**
 * A cursor that moved, and nothing else of its person's presence: the state that was told last stands,
 * with this cursor. A tenth of the bytes of a whole state; sent to clients that asked with `?notices`.
 */
export interface Move {
  readonly client: number;
  /** The clock of the awareness entry that it stands for. */
  readonly clock: number;
  /** Board units, whole ones. */
  readonly x: number;
  readonly y: number;
}

const coordinateMost = 2 ** 31 - 1;

/** Whether a cursor can be told as a move. */
export const isWhole = ({ x, y }: { readonly x: number; readonly y: number }): boolean =>
  [x, y].every((at) => Number.isInteger(at) && Math.abs(at) <= coordinateMost);

/** A whole frame, type included. */
export const encodeMoves = (moves: readonly Move[]): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.moves);
    encoding.writeVarUint(encoder, moves.length);
    for (const { client, clock, x, y } of moves) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarInt(encoder, x);
      encoding.writeVarInt(encoder, y);
    }
  });

/**
 * The moves behind a frame's type, which the caller has read.
 *
 * @throws Error when it is cut off.
 */
export const readMoves = (decoder: decoding.Decoder): Move[] => {
  const count = decoding.readVarUint(decoder);
  const moves: Move[] = [];
  while (moves.length < count) {
    moves.push({
      client: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      x: decoding.readVarInt(decoder),
      y: decoding.readVarInt(decoder),
    });
    // lib0 reads a signed number beyond the end without a word.
    if (decoder.pos > decoder.arr.length) throw new Error('moves are cut off');
  }
  return moves;
};
