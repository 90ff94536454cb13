import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { StorageError } from '../contract.ts';
import { journalContract } from '../testing/journalContract.ts';
import { snapshotsContract } from '../testing/snapshotsContract.ts';
import { openJournal } from './journal.ts';
import { openSnapshots } from './snapshots.ts';

const inFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brygga-journal-'));
  const path = join(folder, 'brygga.db');
  const openBoth = { open: () => openJournal(path), openSnapshots: () => openSnapshots(path) };
  return { path, ...openBoth, destroy: () => rm(folder, { recursive: true }) };
};

journalContract('the journal in SQLite', inFolder);
snapshotsContract('snapshots and history in SQLite', inFolder);

test('P1: the file uses a write-ahead log and flushes every commit', async () => {
  const place = await inFolder();
  const journal = place.open();
  await journal.append({ document: 'board', update: Uint8Array.of(1), by: 'system', newClients: [], at: 0 });
  const beside = new Database(place.path, { readonly: true });
  expect(beside.pragma('journal_mode', { simple: true })).toBe('wal');
  beside.close();
  await journal.close();
  await place.destroy();
});

test('P1: a commit that fails as a whole rejects its rows, and the next one works', async () => {
  const place = await inFolder();
  const journal = place.open();
  await journal.load('board');
  const beside = new Database(place.path);
  // A table that is gone makes every statement on it fail, as a damaged disk would.
  beside.exec('ALTER TABLE journal_tail RENAME TO journal_tail_away');
  const row = { document: 'board', update: Uint8Array.of(1), by: 'system', newClients: [], at: 0 } as const;
  await expect(journal.append(row)).rejects.toBeInstanceOf(StorageError);
  beside.exec('ALTER TABLE journal_tail_away RENAME TO journal_tail');
  beside.close();
  await journal.append(row);
  expect((await journal.load('board')).updates).toHaveLength(1);
  await journal.close();
  await place.destroy();
});

test('a file that cannot be opened is a StorageError, not a crash', async () => {
  const journal = openJournal('/proc/there/is/no/such/folder/brygga.db');
  await expect(journal.load('board')).rejects.toBeInstanceOf(StorageError);
  await expect(
    journal.append({ document: 'b', update: Uint8Array.of(1), by: 'system', newClients: [], at: 0 }),
  ).rejects.toBeInstanceOf(StorageError);
  await journal.close();
});

test('a journal whose file could not be opened works as soon as it can be', async () => {
  const { path, destroy } = await inFolder();
  const folder = join(path, '../later');
  const journal = openJournal(join(folder, 'brygga.db'));
  const row = { document: 'board', update: Uint8Array.of(1), by: 'system', newClients: [], at: 0 } as const;
  await expect(journal.append(row)).rejects.toBeInstanceOf(StorageError);
  await mkdir(folder);
  await journal.append(row);
  expect((await journal.load('board')).updates).toEqual([row.update]);
  await journal.close();
  await destroy();
});

test('a file of the first version opens with all its data', async () => {
  const place = await inFolder();
  const old = new Database(place.path);
  old.exec(`
    CREATE TABLE journal_updates (seq INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, "update" BLOB NOT NULL,
      "by" TEXT NOT NULL, on_behalf TEXT, at INTEGER NOT NULL, facts TEXT) STRICT;
    CREATE INDEX journal_updates_document ON journal_updates (document, seq);
    CREATE TABLE journal_clients (document TEXT NOT NULL, client INTEGER NOT NULL, author TEXT NOT NULL,
      PRIMARY KEY (document, client)) STRICT, WITHOUT ROWID;
    CREATE TABLE journal_answers (document TEXT NOT NULL, "by" TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL,
      status INTEGER NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (document, "by", key)) STRICT, WITHOUT ROWID;
    CREATE INDEX journal_answers_refused ON journal_answers (at) WHERE status >= 400;
    INSERT INTO journal_updates (document, "update", "by", on_behalf, at, facts) VALUES
      ('one', x'01', 'system', NULL, 1000, NULL), ('two', x'02', 'system', NULL, 2000, NULL),
      ('one', x'03', 'system', 'org', 3000, '[{"name":"seat.taken"}]');
    INSERT INTO journal_clients VALUES ('one', 7, 'system'), ('empty', 8, 'system');
    INSERT INTO journal_answers VALUES ('one', 'system', 'k', 'ab12', 200, '{}', 3000);
  `);
  old.close();
  const journal = place.open();
  const loaded = await journal.load('one');
  expect(loaded).toEqual({
    updates: [Uint8Array.of(1), Uint8Array.of(3)],
    clientOwners: new Map([[7, 'system']]),
    restored: [],
  });
  expect((await journal.load('empty')).clientOwners).toEqual(new Map([[8, 'system']]));
  expect((await journal.findCommandResponse('one', 'system', 'k'))?.request).toBe('ab12');
  await journal.append({ document: 'one', update: Uint8Array.of(4), by: 'system', newClients: [], at: 4_000 });
  await journal.close();
  const again = place.open();
  const history = [];
  for await (const { update, at, onBehalf, facts } of again.history('one'))
    history.push([update[0], at, onBehalf, facts]);
  expect(history).toEqual([
    [1, 1_000, undefined, undefined],
    [3, 3_000, 'org', [{ name: 'seat.taken' }]],
    [4, 4_000, undefined, undefined],
  ]);
  await again.close();
  await place.destroy();
});

test('a file of a later version is not changed, and the error says why', async () => {
  const place = await inFolder();
  const later = new Database(place.path);
  later.pragma('user_version = 99');
  later.close();
  const journal = place.open();
  await expect(journal.load('board')).rejects.toThrow('of version 99');
  await journal.close();
  await place.destroy();
});
