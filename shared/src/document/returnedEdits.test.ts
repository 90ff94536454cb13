import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  type ReturnedEdit,
  returnedEditsMax,
  returnedEditsOf,
  returnedEditsOverflow,
  readReturnedEdit,
} from './returnedEdits.ts';

const entry = (at: number): ReturnedEdit => ({
  what: 'written',
  reason: 'step-closed',
  kind: 'note',
  title: 'Shade',
  text: 'Trees',
  value: undefined,
  more: 0,
  at,
});

const filled = (count: number) => {
  const tray = returnedEditsOf(new Y.Doc());
  for (let at = 1; at <= count; at += 1) tray.set(`entry-${at}`, entry(at));
  return tray;
};

test('an entry reads back unchanged, from another copy too', () => {
  const tray = filled(1);
  const copy = new Y.Doc();
  if (tray.doc) Y.applyUpdate(copy, Y.encodeStateAsUpdate(tray.doc));

  expect(readReturnedEdit(returnedEditsOf(copy).get('entry-1'))).toEqual(entry(1));
});

test('what is no entry is not read', () => {
  for (const written of [undefined, 'x', {}, { ...entry(1), reason: 'who-knows' }, new Y.Map()]) {
    expect(readReturnedEdit(written)).toBeUndefined();
  }
});

test('beyond the maximum, unreadable entries go first, then the oldest', () => {
  const tray = filled(returnedEditsMax);
  expect(returnedEditsOverflow(tray)).toEqual([]);

  tray.set('broken', 'x');
  tray.set('late', entry(returnedEditsMax + 1));
  expect(returnedEditsOverflow(tray)).toEqual(['broken', 'entry-1']);
});
