import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import { frameTypes } from './frames.ts';
import { type ClientNotice, encodeNotice, readClientNotice, readServerNotice, type ServerNotice } from './notices.ts';

/** A decoder that stands behind the frame's type, as a reader of frames has it. */
const opened = (frame: Uint8Array) => {
  const decoder = decoding.createDecoder(frame);
  expect(decoding.readVarUint(decoder)).toBe(frameTypes.notice);
  return decoder;
};

const saying = (text: string) => {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, text);
  return decoding.createDecoder(encoding.toUint8Array(encoder));
};

describe('a notice', () => {
  test.each<ServerNotice>([
    { is: 'saved', frames: 0 },
    { is: 'saved', frames: 4_000_000 },
    { is: 'clock', asked: 1.5, at: 1_700_000_000_000 },
  ])('of the server reads back: %j', (notice) => {
    expect(readServerNotice(opened(encodeNotice(notice)))).toEqual(notice);
  });

  test('of a client reads back', () => {
    const notice: ClientNotice = { is: 'clock', asked: 12.25 };

    expect(readClientNotice(opened(encodeNotice(notice)))).toEqual(notice);
  });

  test.each([
    '',
    'hello',
    'null',
    '[]',
    '{}',
    '{"is":"saved"}',
    '{"is":"saved","frames":-1}',
    '{"is":"saved","frames":1.5}',
    '{"is":"saved","frames":1e999}',
    '{"is":"__proto__","frames":1}',
  ])('that says %s is none', (text) => {
    expect(() => readServerNotice(saying(text))).toThrow();
    expect(() => readClientNotice(saying(text))).toThrow();
  });

  test('of the server is not accepted from a client', () => {
    expect(() => readClientNotice(opened(encodeNotice({ is: 'saved', frames: 1 })))).toThrow();
  });

  test('of garbage throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(() => readClientNotice(decoding.createDecoder(bytes))).toThrow();
        expect(() => readServerNotice(decoding.createDecoder(bytes))).toThrow();
      }),
    );
  });
});
