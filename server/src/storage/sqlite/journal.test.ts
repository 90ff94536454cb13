import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { StorageError } from '../contract.ts';
import { journalContract } from '../journalContract.ts';
import { openJournal } from './journal.ts';

const inFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'brygga-journal-'));
  const path = join(folder, 'brygga.db');
  return { path, open: () => openJournal(path), destroy: () => rm(folder, { recursive: true }) };
};

journalContract('the journal in SQLite', inFolder);

test('the file survives a power cut: write-ahead log, every commit flushed', async () => {
  const place = await inFolder();
  const journal = place.open();
  await journal.append({ document: 'board', update: Uint8Array.of(1), by: 'system', newClients: [], at: 0 });
  const beside = new Database(place.path, { readonly: true });
  expect(beside.pragma('journal_mode', { simple: true })).toBe('wal');
  beside.close();
  await journal.close();
  await place.destroy();
});

test('a commit that fails as a whole rejects its rows, and the next one works', async () => {
  const place = await inFolder();
  const journal = place.open();
  await journal.load('board');
  const beside = new Database(place.path);
  // A table that is gone makes every statement on it fail, as a damaged disk would.
  beside.exec('ALTER TABLE journal_updates RENAME TO journal_updates_away');
  const row = { document: 'board', update: Uint8Array.of(1), by: 'system', newClients: [], at: 0 } as const;
  await expect(journal.append(row)).rejects.toBeInstanceOf(StorageError);
  beside.exec('ALTER TABLE journal_updates_away RENAME TO journal_updates');
  beside.close();
  await journal.append(row);
  expect((await journal.load('board')).updates).toHaveLength(1);
  await journal.close();
  await place.destroy();
});

test('a file that cannot be opened shows as a StorageError, not as a crash', async () => {
  const journal = openJournal('/proc/there/is/no/such/folder/brygga.db');
  await expect(journal.load('board')).rejects.toBeInstanceOf(StorageError);
  await expect(
    journal.append({ document: 'b', update: Uint8Array.of(1), by: 'system', newClients: [], at: 0 }),
  ).rejects.toBeInstanceOf(StorageError);
  await journal.close();
});
