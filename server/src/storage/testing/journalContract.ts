import { describe, expect, test } from 'vitest';
import { StorageError } from '../contract.ts';
import { activityContract } from './activityContract.ts';
import { anna, answer, bo, historyOf, type JournalLocation, journalMaker, row, updatesOf } from './journalFixtures.ts';

const day = 24 * 60 * 60 * 1000;

/** Every sentence that an adapter of the journal must satisfy. */
export const journalContract = (name: string, makeHome: () => Promise<JournalLocation>): void => {
  describe(name, () => {
    const { location, open, fresh } = journalMaker(makeHome);

    test('an unknown document is empty', async () => {
      const journal = await fresh();
      expect(await journal.load('nobody')).toEqual({ updates: [], clientOwners: new Map(), restored: [] });
    });

    test('updates come back in the order in which they were appended', async () => {
      const journal = await fresh();
      const count = 500;
      await Promise.all(
        Array.from({ length: count }, (_, index) => journal.append(row('board', [index % 256, index >> 8]))),
      );
      const loaded = await updatesOf(journal, 'board');
      expect(loaded).toEqual(Array.from({ length: count }, (_, index) => [index % 256, index >> 8]));
    });

    test('appends resolve in the order of the calls', async () => {
      const journal = await fresh();
      const resolved: number[] = [];
      await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          await journal.append(row(`board${index % 3}`, [index]));
          resolved.push(index);
        }),
      );
      expect(resolved).toEqual(Array.from({ length: 50 }, (_, index) => index));
    });

    test('documents are separate', async () => {
      const journal = await fresh();
      await Promise.all([journal.append(row('one', [1])), journal.append(row('one/circle', [2]))]);
      expect(await updatesOf(journal, 'one')).toEqual([[1]]);
      expect(await updatesOf(journal, 'one/circle')).toEqual([[2]]);
    });

    test('P1: appended rows are there when the storage is reopened', async () => {
      const journalLocation = await location();
      const first = journalLocation.open();
      await first.append(row('board', [1, 2, 3], { newClients: [7], commandResponse: answer('k') }));
      await first.close();
      const second = open(journalLocation);
      expect(await second.load('board')).toEqual({
        updates: [Uint8Array.of(1, 2, 3)],
        clientOwners: new Map([[7, anna]]),
        restored: [],
      });
      expect(await second.findCommandResponse('board', anna, 'k')).toEqual(answer('k'));
    });

    test('closing waits for appended rows', async () => {
      const journalLocation = await location();
      const first = journalLocation.open();
      const appended = [1, 2, 3].map((byte) => first.append(row('board', [byte])));
      await first.close();
      await Promise.all(appended);
      expect(await updatesOf(open(journalLocation), 'board')).toEqual([[1], [2], [3]]);
    });

    test('a closed journal rejects every call', async () => {
      const journal = await fresh();
      await journal.close();
      await expect(journal.append(row('board', [1]))).rejects.toBeInstanceOf(StorageError);
      await expect(journal.load('board')).rejects.toBeInstanceOf(StorageError);
    });

    test('only the bytes of the update are stored, not its whole buffer', async () => {
      const journal = await fresh();
      await journal.append({ ...row('board', []), update: Uint8Array.of(9, 1, 2, 9).subarray(1, 3) });
      expect(await updatesOf(journal, 'board')).toEqual([[1, 2]]);
    });

    test('a client id belongs to its first author, in each document separately', async () => {
      const journal = await fresh();
      await journal.append(row('one', [1], { newClients: [7, 8] }));
      await journal.append(row('two', [1], { newClients: [7], by: bo }));
      await journal.append(row('one', [2], { newClients: [9], by: 'system' }));
      expect((await journal.load('one')).clientOwners).toEqual(
        new Map<number, string>([
          [7, anna],
          [8, anna],
          [9, 'system'],
        ]),
      );
      expect((await journal.load('two')).clientOwners).toEqual(new Map([[7, bo]]));
    });

    test('an author may name an own client id again', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { newClients: [7] }));
      await journal.append(row('board', [2], { newClients: [7] }));
      expect(await updatesOf(journal, 'board')).toEqual([[1], [2]]);
    });

    test('a row with another author’s client id fails whole', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { newClients: [7] }));
      const theft = row('board', [2], { newClients: [8, 7], by: bo, commandResponse: answer('k', { by: bo }) });
      await expect(journal.append(theft)).rejects.toBeInstanceOf(StorageError);
      expect(await journal.load('board')).toEqual({
        updates: [Uint8Array.of(1)],
        clientOwners: new Map([[7, anna]]),
        restored: [],
      });
      expect(await journal.findCommandResponse('board', bo, 'k')).toBeUndefined();
    });

    test('a failed row does not affect rows of other documents', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { newClients: [7] }));
      const settled = await Promise.allSettled([
        journal.append(row('other', [1])),
        journal.append(row('board', [2], { newClients: [7], by: bo })),
        journal.append(row('other', [2])),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await updatesOf(journal, 'other')).toEqual([[1], [2]]);
    });

    test('P1: rows appended before a failure was reported fail too, later ones do not', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { newClients: [7] }));
      const settled = await Promise.allSettled([
        journal.append(row('board', [2], { newClients: [7], by: bo })),
        journal.append(row('board', [3])),
        journal.append(row('board', [4])),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      await journal.append(row('board', [5]));
      expect(await updatesOf(journal, 'board')).toEqual([[1], [5]]);
    });

    test('rows appended together are stored in every document', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1]), row('board/person', [2], { by: 'system' }), row('board', [3]));
      expect(await updatesOf(journal, 'board')).toEqual([[1], [3]]);
      expect(await updatesOf(journal, 'board/person')).toEqual([[2]]);
    });

    test('of rows appended together none is stored if one fails, and later rows of those documents fail too', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { newClients: [7] }));
      const settled = await Promise.allSettled([
        journal.append(row('room', [2]), row('tray', [3]), row('board', [4], { newClients: [7], by: bo })),
        journal.append(row('tray', [5]), row('another', [6])),
        journal.append(row('another', [7])),
        journal.append(row('other', [8])),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'fulfilled']);
      expect(await updatesOf(journal, 'board')).toEqual([[1]]);
      for (const document of ['room', 'tray', 'another']) expect(await updatesOf(journal, document)).toEqual([]);
      await journal.append(row('tray', [9]), row('another', [10]));
      expect(await updatesOf(journal, 'tray')).toEqual([[9]]);
    });

    test('all promises of a commit resolve before microtasks of the first listener', async () => {
      const journal = await fresh();
      const seen: string[] = [];
      await Promise.all(
        [1, 2, 3].map((byte) =>
          journal.append(row('board', [byte])).then(() => {
            seen.push(`saved ${byte}`);
            if (byte === 2) queueMicrotask(() => seen.push('put off'));
          }),
        ),
      );
      expect(seen).toEqual(['saved 1', 'saved 2', 'saved 3', 'put off']);
    });

    test('restored items are stored in order, for each document', async () => {
      const journal = await fresh();
      await journal.append(
        row('board', [1], {
          restored: [
            [7, 0, 3, 9, 0],
            [2 ** 53 - 1, 5, 1, 9, 3],
          ],
        }),
      );
      await journal.append(row('board', [2], { restored: [[9, 0, 3, 11, 4]] }));
      expect((await journal.load('board')).restored).toEqual([
        [7, 0, 3, 9, 0],
        [2 ** 53 - 1, 5, 1, 9, 3],
        [9, 0, 3, 11, 4],
      ]);
      expect((await journal.load('other')).restored).toEqual([]);
    });

    test('a command response is found by author and key on its document only', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { commandResponse: answer('k') }));
      expect(await journal.findCommandResponse('board', anna, 'k')).toEqual(answer('k'));
      expect(await journal.findCommandResponse('board', anna, 'other')).toBeUndefined();
      expect(await journal.findCommandResponse('board', bo, 'k')).toBeUndefined();
      expect(await journal.findCommandResponse('elsewhere', anna, 'k')).toBeUndefined();
    });

    test('a row without an update stores its response and is not in the document', async () => {
      const journal = await fresh();
      await journal.append(row('board', [], { commandResponse: answer('k', { status: 409 }) }));
      expect(await updatesOf(journal, 'board')).toEqual([]);
      expect((await journal.findCommandResponse('board', anna, 'k'))?.status).toBe(409);
    });

    test('a second response under the same key fails with its whole row', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { commandResponse: answer('k') }));
      await expect(journal.append(row('board', [2], { commandResponse: answer('k') }))).rejects.toBeInstanceOf(
        StorageError,
      );
      expect(await updatesOf(journal, 'board')).toEqual([[1]]);
    });

    test('a refusal is stored for a day, a decision for good', async () => {
      const journal = await fresh();
      const longAgo = Date.now() - day - 60_000;
      await journal.append(row('board', [1], { at: longAgo, commandResponse: answer('decided') }));
      await journal.append(row('board', [], { at: longAgo, commandResponse: answer('refused', { status: 409 }) }));
      expect(await journal.findCommandResponse('board', anna, 'decided')).toEqual(answer('decided'));
      expect(await journal.findCommandResponse('board', anna, 'refused')).toBeUndefined();
      await journal.append(row('board', [2], { commandResponse: answer('refused') }));
      expect(await journal.findCommandResponse('board', anna, 'refused')).toEqual(answer('refused'));
    });

    test('history lists author, time, beneficiary and facts of each change, oldest first', async () => {
      const journal = await fresh();
      const facts = [{ name: 'seat.taken', seat: 'å' }];
      await journal.append(row('board', [1], { at: 1_000 }));
      await journal.append(row('board', [2, 3], { by: bo, onBehalf: 'org', at: 2_000, facts }));
      await journal.append(row('other', [9]));
      await journal.append(row('board', [], { by: 'system', at: 3_000, facts }));
      await journal.append(row('board', [], { commandResponse: answer('k', { status: 409 }) }));
      const history = await historyOf(journal, 'board');
      expect(history.map(({ number: _, ...entry }) => entry)).toEqual([
        { by: anna, at: 1_000, update: Uint8Array.of(1) },
        { by: bo, onBehalf: 'org', at: 2_000, update: Uint8Array.of(2, 3), facts },
        { by: 'system', at: 3_000, update: new Uint8Array(), facts },
      ]);
      expect(await updatesOf(journal, 'board')).toEqual([[1], [2, 3]]);
    });

    test('a long history is complete, and its numbers rise', async () => {
      const journal = await fresh();
      await Promise.all(Array.from({ length: 2_000 }, (_, index) => journal.append(row('board', [index % 256]))));
      const history = await historyOf(journal, 'board');
      expect(history.map(({ update }) => update[0])).toEqual(Array.from({ length: 2_000 }, (_, index) => index % 256));
      expect(history.every(({ number }, index) => index === 0 || number > (history[index - 1]?.number ?? 0))).toBe(
        true,
      );
    });

    activityContract({ location, open, fresh });

    test('documentsBelow lists the documents below a name and no others', async () => {
      const journal = await fresh();
      for (const name of ['board', 'board/city-a', 'board/person-b', 'boards/city-a', 'other/city-a']) {
        await journal.append(row(name, [1]));
      }
      await journal.remove('board/city-a');
      expect(await journal.documentsBelow('board')).toEqual(['board/person-b']);
      expect(await journal.documentsBelow('nowhere')).toEqual([]);
    });

    test('removing a document deletes all of it and nothing of others', async () => {
      const journal = await fresh();
      await journal.append(row('other', [1], { newClients: [7] }));
      const appended = journal.append(
        row('board', [1], { newClients: [7], restored: [[7, 0, 1, 8, 0]], facts: [{}], commandResponse: answer('k') }),
      );
      await Promise.all([appended, journal.remove('board')]);
      expect(await journal.load('board')).toEqual({ updates: [], clientOwners: new Map(), restored: [] });
      expect(await historyOf(journal, 'board')).toEqual([]);
      expect(await journal.findCommandResponse('board', anna, 'k')).toBeUndefined();
      expect((await journal.load('other')).updates).toHaveLength(1);
      await journal.append(row('board', [2], { newClients: [7], by: bo }));
      expect(await updatesOf(journal, 'board')).toEqual([[2]]);
    });
  });
};
