import * as encoding from 'lib0/encoding';
import { encodeNotice } from '@brygga/shared/wire/notices';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { MalformedFrameError, readFrame, step1Frame, step2Frame, updateFrame } from './frames.ts';

const frameOf = (write: (encoder: encoding.Encoder) => void): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    write(encoder);
  });

describe('a frame', () => {
  const doc = new Y.Doc();
  doc.getMap('cards').set('a', 1);
  const update = Y.encodeStateAsUpdate(doc);

  test('of y-protocols is read, and ours are theirs byte for byte', () => {
    const step1 = frameOf((encoder) => syncProtocol.writeSyncStep1(encoder, doc));
    const step2 = frameOf((encoder) => syncProtocol.writeSyncStep2(encoder, doc));
    const change = frameOf((encoder) => syncProtocol.writeUpdate(encoder, update));
    expect(step1Frame(Y.encodeStateVector(doc))).toEqual(step1);
    expect(step2Frame(update)).toEqual(step2);
    expect(updateFrame(update)).toEqual(change);
    expect(readFrame(step1)).toEqual({ kind: 'step1', vector: Y.encodeStateVector(doc) });
    expect(readFrame(step2)).toEqual({ kind: 'step2', update });
    expect(readFrame(change)).toEqual({ kind: 'update', update });
  });

  test('with a question or a notice is read', () => {
    expect(readFrame(Uint8Array.of(3))).toEqual({ kind: 'queryAwareness' });
    expect(readFrame(encodeNotice({ is: 'clock', asked: 5 }))).toEqual({
      kind: 'notice',
      notice: { is: 'clock', asked: 5 },
    });
  });

  test.each([
    ['is empty', []],
    ['has an unknown type', [7, 1]],
    ['has an unknown sync type', [0, 9, 0]],
    ['is a server’s', [2, 0, 0]],
    ['ends too early', [0]],
    ['names a length beyond its end', [0, 2, 200, 1]],
    ['names a length beyond all numbers', [0, 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]],
    ['goes on after its content', [3, 0]],
    ['has a state vector that is none', [0, 0, 2, 9, 1]],
    ['has a notice that is no JSON', [100, 1, 123]],
    ['has a notice that nobody knows', [100, 2, 123, 125]],
  ])('that %s is malformed', (_why, bytes) => {
    expect(() => readFrame(Uint8Array.from(bytes))).toThrow(MalformedFrameError);
  });

  test('cut off anywhere is malformed', () => {
    const whole = updateFrame(update);
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => readFrame(whole.subarray(0, length))).toThrow(MalformedFrameError);
    }
  });
});
