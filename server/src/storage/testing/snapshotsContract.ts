import { describe, expect, test } from 'vitest';
import {
  anna,
  answer,
  bo,
  historyOf,
  type SnapshotsLocation,
  journalMaker,
  row,
  updatesOf,
} from './journalFixtures.ts';

/** Every sentence that an adapter's snapshots and history must satisfy. */
export const snapshotsContract = (name: string, makeHome: () => Promise<SnapshotsLocation>): void => {
  describe(name, () => {
    const { location, open, openSnapshots } = journalMaker(makeHome);
    const withSnapshots = async () => {
      const snapshotsLocation = await location();
      return { journal: open(snapshotsLocation), snapshots: openSnapshots(snapshotsLocation) };
    };

    test('a snapshot replaces the rows that it covers and no others', async () => {
      const { journal, snapshots } = await withSnapshots();
      await journal.append(
        row('board', [1], { newClients: [7], restored: [[7, 0, 1, 8, 0]], commandResponse: answer('k') }),
      );
      await journal.append(row('board', [2]), row('other', [9]));
      const read = await snapshots.read('board');
      expect(read).toMatchObject({ updates: [Uint8Array.of(1), Uint8Array.of(2)], restored: [[7, 0, 1, 8, 0]] });
      await journal.append(row('board', [3]));
      await snapshots.put('board', Uint8Array.of(1, 2), read?.through ?? 0);
      await journal.append(row('board', [4]));
      expect(await journal.load('board')).toEqual({
        snapshot: Uint8Array.of(1, 2),
        updates: [Uint8Array.of(3), Uint8Array.of(4)],
        clientOwners: new Map([[7, anna]]),
        restored: [[7, 0, 1, 8, 0]],
      });
      expect(await journal.findCommandResponse('board', anna, 'k')).toEqual(answer('k'));
      expect(await updatesOf(journal, 'other')).toEqual([[9]]);
    });

    test('the next snapshot is made of the previous one and its tail, and replaces it', async () => {
      const { journal, snapshots } = await withSnapshots();
      for (const byte of [1, 2, 3]) {
        await journal.append(row('board', [byte]));
        const read = await snapshots.read('board');
        expect(read?.updates).toEqual([Uint8Array.of(byte)]);
        expect(read?.snapshot).toEqual(byte === 1 ? undefined : Uint8Array.of(byte - 1));
        await snapshots.put('board', Uint8Array.of(byte), read?.through ?? 0);
      }
      expect(await journal.load('board')).toMatchObject({ snapshot: Uint8Array.of(3), updates: [] });
    });

    test('a document without a tail needs no snapshot', async () => {
      const { journal, snapshots } = await withSnapshots();
      expect(await snapshots.read('board')).toBeUndefined();
      await journal.append(row('board', [1]));
      await snapshots.put('board', Uint8Array.of(1), (await snapshots.read('board'))?.through ?? 0);
      await journal.append(row('board', [], { commandResponse: answer('k', { status: 409 }) }));
      expect(await snapshots.read('board')).toBeUndefined();
    });

    test('a large snapshot is read back byte for byte', async () => {
      const { journal, snapshots } = await withSnapshots();
      await journal.append(row('board', [1]));
      const large = Uint8Array.from({ length: 3_000_001 }, (_, index) => (index * 31) % 251);
      await snapshots.put('board', large, (await snapshots.read('board'))?.through ?? 0);
      const { snapshot } = await journal.load('board');
      expect(Buffer.compare(snapshot ?? new Uint8Array(), large)).toBe(0);
    });

    test('history stays complete whatever a snapshot covers', async () => {
      const { journal, snapshots } = await withSnapshots();
      const many = Array.from({ length: 1_300 }, (_, index) =>
        row('board', index % 100 === 7 ? [] : [index % 256, index >> 8], {
          by: index % 3 === 0 ? bo : anna,
          at: 5_000 - index,
          ...(index % 5 === 0 ? { onBehalf: 'org' } : {}),
          ...(index % 50 === 7 ? { facts: [{ name: 'seat.taken', index }] } : {}),
        }),
      );
      await Promise.all(many.slice(0, 1_200).map((each) => journal.append(each)));
      const through = (await snapshots.read('board'))?.through ?? 0;
      await Promise.all(many.slice(1_200).map((each) => journal.append(each)));
      const before = await historyOf(journal, 'board');
      expect(before.map(({ update }) => [...update])).toEqual(many.map(({ update }) => [...update]));
      const putting = snapshots.put('board', Uint8Array.of(1), through);
      expect(await historyOf(journal, 'board')).toEqual(before);
      await putting;
      expect(await historyOf(journal, 'board')).toEqual(before);
      // One of the hundred brought facts alone.
      expect(await updatesOf(journal, 'board')).toHaveLength(99);
    });

    test('rows appended after a snapshot and a reopening come later in history', async () => {
      const snapshotsLocation = await location();
      const first = snapshotsLocation.open();
      await first.append(row('board', [1]));
      const snapshots = openSnapshots(snapshotsLocation);
      await snapshots.put('board', Uint8Array.of(1), (await snapshots.read('board'))?.through ?? 0);
      await first.close();
      const second = open(snapshotsLocation);
      await second.append(row('board', [2]));
      expect(await second.load('board')).toMatchObject({ snapshot: Uint8Array.of(1), updates: [Uint8Array.of(2)] });
      expect((await historyOf(second, 'board')).map(({ update }) => [...update])).toEqual([[1], [2]]);
    });

    test('a late snapshot of a removed document leaves nothing, not even its name', async () => {
      const { journal, snapshots } = await withSnapshots();
      await journal.append(row('board', [1], { facts: [{}] }));
      const through = (await snapshots.read('board'))?.through ?? 0;
      await journal.remove('board');
      await expect(snapshots.put('board', Uint8Array.of(1), through)).rejects.toThrow('removed');
      await journal.append(row('board', [2]));
      const late = expect(snapshots.put('board', new Uint8Array(3_000_000), 1)).rejects.toThrow('removed');
      await Promise.all([late, journal.remove('board')]);
      await journal.append(row('board', [3]));
      expect(await journal.load('board')).toEqual({
        updates: [Uint8Array.of(3)],
        clientOwners: new Map(),
        restored: [],
      });
      expect(await historyOf(journal, 'board')).toHaveLength(1);
    });
  });
};
