import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { type TrayEntry, trayEntriesMax, trayOf, trayOverflow, readTrayEntry } from './tray.ts';

const entry = (at: number): TrayEntry => ({
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
  const tray = trayOf(new Y.Doc());
  for (let at = 1; at <= count; at += 1) tray.set(`entry-${at}`, entry(at));
  return tray;
};

test('an entry comes back as it was put in, over the wire too', () => {
  const tray = filled(1);
  const copy = new Y.Doc();
  if (tray.doc) Y.applyUpdate(copy, Y.encodeStateAsUpdate(tray.doc));

  expect(readTrayEntry(trayOf(copy).get('entry-1'))).toEqual(entry(1));
});

test('what is no entry reads as none', () => {
  for (const written of [undefined, 'x', {}, { ...entry(1), reason: 'who-knows' }, new Y.Map()]) {
    expect(readTrayEntry(written)).toBeUndefined();
  }
});

test('a full tray has nothing too much; beyond that the oldest go, after what nobody can read', () => {
  const tray = filled(trayEntriesMax);
  expect(trayOverflow(tray)).toEqual([]);

  tray.set('broken', 'x');
  tray.set('late', entry(trayEntriesMax + 1));
  expect(trayOverflow(tray)).toEqual(['broken', 'entry-1']);
});
