import { expect, test } from 'vitest';
import { StorageError } from '../contract.ts';
import { journalContract } from './journalContract.ts';
import { memoryStorage, autoCommitJournal, manualJournal } from './memoryJournal.ts';

journalContract('the journal in memory', () => {
  const storage = memoryStorage();
  return Promise.resolve({ open: () => autoCommitJournal(storage), destroy: () => Promise.resolve() });
});

const row = { document: 'board', update: Uint8Array.of(1), by: 'system', newClients: [], at: 0 } as const;

test('appended rows are stored by commit and not before', async () => {
  const journal = manualJournal(memoryStorage());
  const appended = journal.append(row);
  expect((await journal.load('board')).updates).toEqual([]);
  journal.commit();
  await appended;
  expect((await journal.load('board')).updates).toEqual([row.update]);
});

test('a failed commit stores nothing, and the next one works', async () => {
  const journal = manualJournal(memoryStorage());
  const appended = [journal.append(row), journal.append({ ...row, document: 'other' })];
  journal.fail();
  for (const each of appended) await expect(each).rejects.toBeInstanceOf(StorageError);
  const next = journal.append(row);
  journal.commit();
  await next;
  expect((await journal.load('board')).updates).toHaveLength(1);
});
