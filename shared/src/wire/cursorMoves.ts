import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { frameTypes } from './frames.ts';

/**
 * A cursor that moved, and nothing else of its person's presence: the state that was told last stands,
 * with this cursor. A tenth of the bytes of a whole state; sent to clients that asked with `?notices`.
 */
export interface CursorMove {
  readonly client: number;
  /** The clock of the awareness entry that it stands for. */
  readonly clock: number;
  /** Board units, whole ones. */
  readonly x: number;
  readonly y: number;
}

const coordinateMax = 2 ** 31 - 1;

/** Whether a cursor can be told as a move. */
export const isEncodable = ({ x, y }: { readonly x: number; readonly y: number }): boolean =>
  [x, y].every((at) => Number.isInteger(at) && Math.abs(at) <= coordinateMax);

/** A whole frame, type included. */
export const encodeCursorMoves = (moves: readonly CursorMove[]): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.cursorMoves);
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
export const readCursorMoves = (decoder: decoding.Decoder): CursorMove[] => {
  const count = decoding.readVarUint(decoder);
  const moves: CursorMove[] = [];
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
