import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { DeliveryCount } from './delivered.ts';
import { FrameLog } from './frameLog.ts';
import { Protocol } from './protocol.ts';
import { scriptOf } from './script.ts';

/** A frame as a server sends it: one that a client sends is masked behind its head. */
const fromServer = (frame: Buffer): Buffer => {
  const long = (frame[1] ?? 0) & 0x7f;
  const start = long < 126 ? 2 : long === 126 ? 4 : 10;
  const mask = frame.subarray(start, start + 4);
  return Buffer.from(frame.subarray(start + 4).map((byte, index) => byte ^ (mask[index & 3] ?? 0)));
};

const one = scriptOf(1, 'benchperson000001', 20);
const other = scriptOf(2, 'benchperson000002', 20);

const countEdits = (updates: readonly Uint8Array[], dialect: 'yjs' | 'hocuspocus' = 'yjs', own?: number): number => {
  const protocol = new Protocol(dialect, 'room');
  const log = new FrameLog();
  for (const update of updates) log.append(0, fromServer(protocol.update(update)));
  return new DeliveryCount(protocol, [one, other]).of(log, own);
};

test.each(['yjs', 'hocuspocus'] as const)('edits received one by one count one by one (%s)', (dialect) => {
  expect(countEdits([one.setup, ...one.edits.slice(0, 7), other.setup, ...other.edits], dialect)).toBe(27);
});

test('edits merged into one frame count each', () => {
  expect(countEdits([Y.mergeUpdates([one.setup, other.setup]), Y.mergeUpdates([...one.edits, ...other.edits])])).toBe(
    40,
  );
});

test('an edit received twice counts once, and one behind a gap does not count', () => {
  expect(countEdits([one.setup, ...one.edits.slice(0, 5), ...one.edits.slice(3, 6)])).toBe(6);
  expect(countEdits([one.setup, ...one.edits.slice(0, 5), ...one.edits.slice(7)])).toBe(5);
});

test('a writer does not count as a receiver of its own edits', () => {
  expect(countEdits([one.setup, ...one.edits, other.setup, ...other.edits], 'yjs', one.client)).toBe(20);
});

test('a script ends in the state of its edits', () => {
  const doc = new Y.Doc();
  for (const update of [one.setup, ...one.edits]) Y.applyUpdate(doc, update);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(one.state);
  expect(Y.getState(doc.store, one.client)).toBe(one.ends.at(-1));
});
