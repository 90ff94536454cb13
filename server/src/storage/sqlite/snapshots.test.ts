import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Journal, Snapshots } from '../contract.ts';
import { historyOf, row } from '../testing/journalFixtures.ts';
import { openJournal } from './journal.ts';
import { openSnapshots } from './snapshots.ts';

let folder: string;
let path: string;
let journal: Journal;
let snapshots: Snapshots;
let beside: Database.Database;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brygga-snapshots-'));
  path = join(folder, 'brygga.db');
  journal = openJournal(path);
  snapshots = openSnapshots(path);
  beside = new Database(path);
});
afterEach(async () => {
  beside.close();
  await snapshots.close();
  await journal.close();
  await rm(folder, { recursive: true });
});

const rowsIn = (table: string): unknown => beside.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
const large = Uint8Array.from({ length: 1_200_000 }, (_, index) => index % 251);

/** A document with a snapshot through its first row, and more rows than one transaction moves. */
const fill = async (): Promise<number> => {
  await journal.append(row('board', [0]));
  await snapshots.put('board', Uint8Array.of(0), (await snapshots.read('board'))?.through ?? 0);
  await Promise.all(Array.from({ length: 1_100 }, (_, index) => journal.append(row('board', [index % 256]))));
  return (await snapshots.read('board'))?.through ?? 0;
};

test.each([
  ['the parts of the new one', 'BEFORE INSERT ON journal_snapshots WHEN NEW.part = 1', 'before'],
  ['the word that it counts', 'BEFORE UPDATE ON journal_documents', 'before'],
  ['the removal of the old one', 'BEFORE DELETE ON journal_snapshots WHEN OLD.snapshot = 1', 'after'],
  ['the first rows into the history', 'BEFORE INSERT ON journal_history', 'after'],
  ['the last rows into the history', 'BEFORE DELETE ON journal_tail WHEN OLD.seq > 1000', 'after'],
])('a snapshot that breaks off at %s loses nothing, and the next one clears up', async (_, step, where) => {
  const through = await fill();
  const before = await journal.load('board');
  const history = await historyOf(journal, 'board');
  beside.exec(`CREATE TRIGGER broken ${step} BEGIN SELECT RAISE(ABORT, 'broken off'); END`);
  await expect(snapshots.put('board', large, through)).rejects.toThrow('broken off');
  const after = await journal.load('board');
  if (where === 'before') expect(after).toEqual(before);
  else expect(Buffer.compare(after.snapshot ?? new Uint8Array(), large)).toBe(0);
  expect(after.updates).toHaveLength(where === 'before' ? 1_100 : 0);
  expect(await historyOf(journal, 'board')).toEqual(history);

  beside.exec('DROP TRIGGER broken');
  await journal.append(row('board', [9]));
  const read = await snapshots.read('board');
  expect(read?.updates.at(-1)).toEqual(Uint8Array.of(9));
  await snapshots.put('board', Uint8Array.of(1, 2, 3), read?.through ?? 0);
  expect(await journal.load('board')).toMatchObject({ snapshot: Uint8Array.of(1, 2, 3), updates: [] });
  expect((await historyOf(journal, 'board')).slice(0, -1)).toEqual(history);
  expect([rowsIn('journal_snapshots'), rowsIn('journal_tail')]).toEqual([1, 0]);
});

test('the file shrinks after a snapshot', async () => {
  const update = Array.from({ length: 10_000 }, (_, index) => (index * 7) % 251);
  await Promise.all(Array.from({ length: 500 }, () => journal.append(row('board', update))));
  const pages = () => Number(beside.pragma('page_count', { simple: true }));
  const full = pages();
  await snapshots.put('board', Uint8Array.of(1), (await snapshots.read('board'))?.through ?? 0);
  expect(pages()).toBeLessThan(full / 2);
  expect(await historyOf(journal, 'board')).toHaveLength(500);
});

test('commits go on while a snapshot is written', async () => {
  const through = await fill();
  const putting = snapshots.put('board', large, through);
  let saved = 0;
  let done = false;
  void putting.finally(() => (done = true));
  while (!done) {
    await journal.append(row('board', [saved % 256]));
    saved += 1;
  }
  await putting;
  const { snapshot, updates } = await journal.load('board');
  expect(snapshot?.length).toBe(large.length);
  expect(updates).toHaveLength(saved);
  expect(saved).toBeGreaterThan(3);
});
