import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { cardsOf } from '@brygga/shared/document/cards/index';
import type { CardId, WorkshopId } from '@brygga/shared/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StockClient } from '../interop/stockClient.ts';
import { sendRequest, createWorkshop, invite, joinAsGuest, register, type TestUser } from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { startTimer } from './commander.ts';
import { withJournal } from './journalFile.ts';
import { type SmallDisk, smallDisk } from './smallDisk.ts';
import { clockOf, openWindow, putNote } from './writers.ts';

let disk: SmallDisk;
let server: RunningServer;
let host: TestUser;
let guest: TestUser;
let workshop: WorkshopId;
let writer: StockClient;
let watcher: StockClient;

beforeEach(async () => {
  disk = await smallDisk();
  server = await startServer({ dataDir: disk.folder });
  host = await register(server.url, { kind: 'host' });
  workshop = await createWorkshop(host, 'Cool streets', 'blank');
  guest = await joinAsGuest(server.url, await invite(host, workshop), { kind: 'company' });
  [writer, watcher] = await Promise.all([openWindow(guest, workshop), openWindow(host, workshop)]);
});
afterEach(async () => {
  for (const client of [writer, watcher]) client.close();
  await server.stop();
  await disk.remove();
});

const hasNote = ({ doc }: StockClient, note: CardId) => cardsOf(doc).has(note);

/** Too large for the free space of the journal's existing pages. */
const longText = 'nothing of this fits any more '.repeat(150);

/** Writes notes until the server closes all sockets because it could not save one. */
const writeUntilRefused = async (): Promise<CardId> => {
  let sentAway = 0;
  for (const { provider } of [writer, watcher]) provider.once('connection-close', () => (sentAway += 1));
  const note = putNote(writer.doc, guest, longText);
  await writer.until('the word to come again', () => sentAway > 0);
  await watcher.until('the word to come again', () => sentAway > 1);
  return note;
};

/** Expects of a server that cannot save: it stays up, and shows and confirms nothing unsaved. */
const expectUnsaved = async (note: CardId): Promise<void> => {
  expect(clockOf(watcher.doc, writer)).toBe(writer.savedClock());
  expect(hasNote(watcher, note)).toBe(false);
  expect(clockOf(writer.doc, writer)).toBeGreaterThan(writer.savedClock());
  expect((await sendRequest(server.url, 'GET', '/healthz')).status).toBe(200);
  const late = await openWindow(host, workshop);
  expect(hasNote(late, note)).toBe(false);
  late.close();
};

/** Expects that writers kept what was not saved, and send it by themselves. */
const expectRecovery = async (pid: number, note: CardId): Promise<void> => {
  await writer.saved();
  await watcher.until('the note', () => hasNote(watcher, note));
  expect(server.pid).toBe(pid);
  await server.restart();
  const after = await openWindow(host, workshop);
  expect(hasNote(after, note)).toBe(true);
  after.close();
};

describe('P1: a full disk', () => {
  test('shows and confirms nothing; the server stays up and goes on when there is room', async () => {
    process.stdout.write(`the disk is made small by ${disk.by}\n`);
    const { pid } = server;
    const before = putNote(writer.doc, guest);
    await watcher.until('the first note', () => hasNote(watcher, before));
    await writer.saved();
    await disk.fill(pid);
    const note = await writeUntilRefused();
    await expectUnsaved(note);
    const key = randomUUID();
    expect((await startTimer(host, workshop, 60, key)).status).toBe(503);
    await disk.free(pid);
    expect((await startTimer(host, workshop, 60, key)).status).toBe(200);
    await expectRecovery(pid, note);
  });
});

describe('P1: a write that fails', () => {
  test('shows and confirms nothing; the server stays up and goes on when writing works', async () => {
    const { pid } = server;
    await withJournal(disk.folder, (db) =>
      db.exec(`CREATE TRIGGER fault BEFORE INSERT ON journal_tail BEGIN SELECT RAISE(ABORT, 'bad sector'); END`),
    );
    const note = await writeUntilRefused();
    await expectUnsaved(note);
    const key = randomUUID();
    expect((await startTimer(host, workshop, 60, key)).status).toBe(503);
    await withJournal(disk.folder, (db) => db.exec('DROP TRIGGER fault'));
    const answers = await Promise.all([1, 2, 3].map(() => startTimer(host, workshop, 60, key)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    await expectRecovery(pid, note);
  });
});

describe('P1: a disk that hangs', () => {
  test('delays what it has not taken, and nothing else', async () => {
    const pointAt = (x: number) => writer.provider.awareness.setLocalStateField('cursor', { x, y: 1 });
    const waitForCursorAt = (x: number) =>
      watcher.until(`the cursor at ${x}`, () =>
        isDeepStrictEqual(watcher.provider.awareness.getStates().get(writer.doc.clientID)?.['cursor'], { x, y: 1 }),
      );
    // A client id is shown to nobody before its owner is on disk.
    pointAt(0);
    await waitForCursorAt(0);
    await withJournal(disk.folder, async (db) => {
      db.exec('BEGIN IMMEDIATE');
      const note = putNote(writer.doc, guest);
      // Presence does not wait for the disk: when it arrives the note would have arrived too.
      pointAt(1);
      await waitForCursorAt(1);
      expect(hasNote(watcher, note)).toBe(false);
      expect(writer.savedClock()).toBe(0);
      db.exec('COMMIT');
      await writer.saved();
      await watcher.until('the note', () => hasNote(watcher, note));
    });
  });
});
