import { cardsOf } from '@brygga/shared/document/cards/index';
import { newId, WorkshopId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Journal, Snapshots } from '../../storage/contract.ts';
import { row } from '../../storage/testing/journalFixtures.ts';
import type { CompactionMethods } from '../../wiring/workers/compaction.worker.ts';
import { createWorkerClient } from '../../workers/workerClient.ts';
import { compactDocument } from './compactDocument.ts';
import { CompactionScheduler, tailRowsMax } from './compactionScheduler.ts';
import { createReturnedEdits } from '../returnedEdits/returnedEdits.ts';
import type { Reader } from '../broadcast/broadcaster.ts';
import { replayDocument } from '../room/replayDocument.ts';
import { createRooms } from '../room/rooms.ts';
import { readNote, writeNote } from '../testing/notes.ts';
import { makeMembership, openTestJournal, quietLog } from '../testing/syncWorld.ts';

/** Thousands of rows are written here, beside whatever else a machine does: only what never comes fails. */
vi.setConfig({ testTimeout: 60_000 });

let place: Awaited<ReturnType<typeof openTestJournal>>;
let journal: Journal;
let snapshots: Snapshots;

beforeEach(async () => {
  place = await openTestJournal();
  journal = place.open();
  snapshots = place.openSnapshots();
});
afterEach(async () => {
  await snapshots.close();
  await journal.close();
  await place.destroy();
});

/** A worker on this thread that records its requests and can be made to fail. */
const createInlineWorker = () => {
  const requests: string[] = [];
  const faults = { failing: false };
  return {
    requests,
    faults,
    compact: (document: string) => {
      requests.push(document);
      return faults.failing ? Promise.reject(new Error('no space')) : compactDocument(snapshots, document);
    },
    close: () => Promise.resolve(),
  };
};

const edit = (number: number): Uint8Array => {
  const doc = new Y.Doc();
  doc.getMap('cards').set(`card ${number}`, number);
  return Y.encodeStateAsUpdate(doc);
};

const appendMany = (to: Journal, board: string, count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => to.append({ ...row(board, []), update: edit(index) })));

test('a long tail is compacted into a snapshot while people keep writing', async () => {
  const worker = createInlineWorker();
  const watched = new CompactionScheduler(worker, quietLog).watch(journal);
  await appendMany(watched, 'short', tailRowsMax - 1);
  await appendMany(watched, 'long', tailRowsMax + 200);
  await expect.poll(async () => (await journal.load('long')).snapshot, { timeout: 30_000 }).toBeDefined();
  expect(worker.requests).toEqual(['long']);
  const loaded = await journal.load('long');
  expect((await replayDocument(loaded)).getMap('cards').size).toBe(tailRowsMax + 200);
  expect((await journal.load('short')).updates).toHaveLength(tailRowsMax - 1);
});

test('a few large updates are compacted too', async () => {
  const worker = createInlineWorker();
  const watched = new CompactionScheduler(worker, quietLog).watch(journal);
  const doc = new Y.Doc();
  doc.getText('words').insert(0, 'ö'.repeat(200_000));
  await watched.append({ ...row('board', []), update: Y.encodeStateAsUpdate(doc) });
  await expect.poll(async () => (await journal.load('board')).updates).toEqual([]);
});

test('a larger document may have a longer tail', async () => {
  const worker = createInlineWorker();
  const doc = new Y.Doc();
  doc.getText('words').insert(0, 'o'.repeat(2_000_000));
  await journal.append({ ...row('board', []), update: Y.encodeStateAsUpdate(doc) });
  await compactDocument(snapshots, 'board');
  const watched = new CompactionScheduler(worker, quietLog).watch(journal);
  await watched.load('board');
  await appendMany(watched, 'board', 3_900);
  expect(worker.requests).toEqual([]);
  await appendMany(watched, 'board', 200);
  expect(worker.requests).toEqual(['board']);
});

test('a document is compacted when its room closes, if its tail is worth it', async () => {
  const worker = createInlineWorker();
  const compaction = new CompactionScheduler(worker, quietLog);
  const watched = compaction.watch(journal);
  await appendMany(journal, 'read', 60);
  await watched.load('read');
  await appendMany(watched, 'written', 60);
  await appendMany(watched, 'hardly', 10);
  for (const document of ['read', 'written', 'hardly', 'never opened']) compaction.onUnloaded(document);
  await expect.poll(() => worker.requests).toEqual(['read', 'written']);
});

test('a failed compaction is tried again when the tail has grown long once more', async () => {
  const worker = createInlineWorker();
  const warnings: string[] = [];
  const watched = new CompactionScheduler(worker, {
    ...quietLog,
    warn: (_, message) => void warnings.push(message),
  }).watch(journal);
  worker.faults.failing = true;
  await appendMany(watched, 'board', tailRowsMax + 100);
  await expect.poll(() => warnings).toHaveLength(1);
  worker.faults.failing = false;
  await appendMany(watched, 'board', tailRowsMax + 100);
  await expect.poll(async () => (await journal.load('board')).snapshot, { timeout: 30_000 }).toBeDefined();
  expect(worker.requests).toEqual(['board', 'board']);
});

test('a worker thread compacts, and ends when the scheduler closes', async () => {
  const module = new URL('../../wiring/workers/compaction.worker.ts', import.meta.url);
  const worker = createWorkerClient<CompactionMethods>(module, { data: { path: place.path } });
  const compaction = new CompactionScheduler(worker, quietLog);
  await appendMany(compaction.watch(journal), 'board', tailRowsMax);
  await expect.poll(async () => (await journal.load('board')).snapshot, { timeout: 30_000 }).toBeDefined();
  await compaction.close();
  await appendMany(compaction.watch(journal), 'board', tailRowsMax);
  expect((await journal.load('board')).updates).toHaveLength(tailRowsMax);
});

test('a restored item takes late writing after its journal was compacted', async () => {
  const rooms = createRooms({ journal, log: quietLog, returnedEdits: createReturnedEdits() });
  const board = newId(WorkshopId);
  const [anna, bo] = [makeMembership(), makeMembership()];
  const reader: Reader = { audience: 'stock', relayUpdate: () => undefined, relayPresence: () => undefined };
  const sent = (doc: Y.Doc, write: () => unknown) => {
    const before = Y.encodeStateVector(doc);
    write();
    return { kind: 'update', update: Y.encodeStateAsUpdate(doc, before) } as const;
  };
  const [hers, his] = [new Y.Doc(), new Y.Doc()];
  await rooms.use(board, async (room) => {
    room.applyUpdate(
      sent(hers, () => writeNote(hers, anna.actor.id, 'trees', 'Trees')),
      anna.actor,
      reader,
    );
    Y.applyUpdate(his, Y.encodeStateAsUpdate(room.doc));
    const taken = room.applyUpdate(
      sent(his, () => his.getMap('cards').clear()),
      bo.actor,
      reader,
    );
    expect(taken).toMatchObject({ kind: 'applied', reverted: [{}] });
    await new Promise<void>((resolve) => room.afterCommit(resolve));
  });
  await expect.poll(() => rooms.size).toBe(0);
  await compactDocument(snapshots, board);
  const { updates, restored } = await journal.load(board);
  expect(updates).toEqual([]);
  expect(restored).not.toEqual([]);
  // She was away when the note was deleted and put back.
  const [note] = cardsOf(hers).values();
  const text = note?.get('text');
  const late = sent(hers, () => text instanceof Y.Text && text.insert(0, 'Old '));
  await rooms.use(board, async (room) => {
    expect(room.applyUpdate(late, anna.actor, reader)).toMatchObject({ kind: 'applied', reverted: [] });
    expect(readNote(room.doc, 'trees')).toBe('Old Trees');
    Y.applyUpdate(hers, Y.encodeStateAsUpdate(room.doc));
    expect(readNote(hers, 'trees')).toBe('Old Trees');
    await new Promise<void>((resolve) => room.afterCommit(resolve));
  });
  await rooms.drain();
});
