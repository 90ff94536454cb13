import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import { expect, test } from 'vitest';
import { frameTypes } from './frames.ts';
import { encodeCursorMoves, isEncodable, type CursorMove, readCursorMoves } from './cursorMoves.ts';

const opened = (frame: Uint8Array): decoding.Decoder => {
  const decoder = decoding.createDecoder(frame);
  expect(decoding.readVarUint(decoder)).toBe(frameTypes.cursorMoves);
  return decoder;
};

const coordinate = fc.integer({ min: -(2 ** 31 - 1), max: 2 ** 31 - 1 });
const move = fc.record<CursorMove>({ client: fc.nat(2 ** 32 - 1), clock: fc.nat(), x: coordinate, y: coordinate });

test('cursor moves read back unchanged', () => {
  fc.assert(
    fc.property(fc.array(move), (moves) => {
      expect(readCursorMoves(opened(encodeCursorMoves(moves)))).toEqual(moves);
    }),
  );
});

test('five hundred cursors take less than eight kilobytes', () => {
  const moves = Array.from({ length: 500 }, (_, at) => ({
    client: 2 ** 32 - 1 - at,
    clock: 10_000 + at,
    x: 4_000,
    y: -4_000,
  }));

  expect(encodeCursorMoves(moves).length).toBeLessThan(8_000);
});

test('truncated cursor moves throw', () => {
  const frame = encodeCursorMoves([{ client: 7, clock: 1, x: 5, y: 5 }]);

  for (let length = 1; length < frame.length; length += 1) {
    expect(() => readCursorMoves(opened(frame.subarray(0, length)))).toThrow();
  }
});

test.each([
  [{ x: 0, y: -4_000 }, true],
  [{ x: 0.5, y: 0 }, false],
  [{ x: Number.NaN, y: 0 }, false],
  [{ x: 2 ** 31, y: 0 }, false],
])('a cursor at %j is told as a move: %s', (cursor, whole) => {
  expect(isEncodable(cursor)).toBe(whole);
});
