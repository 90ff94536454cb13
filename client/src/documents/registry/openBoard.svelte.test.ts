import { WorkshopId, type PersonId } from '@brygga/shared/ids';
import { challengeId, companyPeople, facilitator, idOf, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { frameTypes } from '@brygga/shared/wire/frames';
import { encodeNotice } from '@brygga/shared/wire/notices';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openBoard } from './openBoard.svelte.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';
import { memoryEnvironment } from '../testing/memoryEnvironment.ts';
import { MemoryServer } from '../testing/memoryServer.ts';
import { noteId, putNote } from '../testing/notes.ts';
import type { LiveBoard } from './liveBoard.ts';

const boards: LiveBoard[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  boards.splice(0).forEach((board) => board.destroy());
  localStorage.clear();
  vi.useRealTimers();
});

const workshopId = idOf(WorkshopId, 'workshop');

/** A server with a small workshop on it. */
const serving = () => {
  const server = new MemoryServer();
  const workshop = newWorkshop();
  Y.applyUpdate(server.doc, Y.encodeStateAsUpdate(workshop.doc));
  return server;
};

const opened = (
  server: MemoryServer,
  { as, actor = facilitator }: { as?: PersonId; actor?: LiveBoard['actor'] } = {},
) => {
  const board = openBoard({ workshop: workshopId, actor, as }, memoryEnvironment(server.Socket));
  boards.push(board);
  return board;
};

const messagesArrive = () => vi.advanceTimersByTimeAsync(10);

const connected = async (options: Parameters<typeof opened>[1] = {}) => {
  const server = serving();
  const board = opened(server, options);
  await messagesArrive();
  server.confirm();
  await messagesArrive();
  return { server, board };
};

test('a board is loaded once the server has sent it', async () => {
  const server = serving();
  const board = opened(server, { as: facilitator.id });
  const seen: boolean[] = [];
  const page = countRuns(() => seen.push(board.loaded));
  expect([board.loaded, board.status.connection, board.cards.ids]).toEqual([false, 'connecting', []]);

  await messagesArrive();

  expect(page.runs).toBe(2);
  expect(seen).toEqual([false, true]);
  expect(board.status.connection).toBe('connected');
  expect(board.cards.get(challengeId)).toMatchObject({ title: 'Shade for schools' });
  expect(server.urls).toEqual([`wss://brygga.test/sync/${workshopId}?notices=1&as=${facilitator.id}`]);
});

test('a board that this browser never stored is not loaded offline', async () => {
  const server = serving();
  server.reachable = false;
  const board = opened(server);
  await messagesArrive();

  expect([board.loaded, board.status.connection, board.status.saving]).toEqual([false, 'offline', 'saved']);
});

test('P1: edits and deletes are saving until the server has confirmed every sent frame', async () => {
  const { server, board } = await connected();
  const note = board.actions.createNote({ x: 0, y: 0 });
  await messagesArrive();
  expect(board.status.saving).toBe('saving');
  server.confirm();
  await messagesArrive();
  expect(board.status.saving).toBe('saved');

  board.actions.deleteCards([note]);
  await messagesArrive();
  expect(board.status.saving).toBe('saving');
  server.confirm();
  await messagesArrive();
  expect(board.status.saving).toBe('saved');
});

test('edits of others do not change the saving state', async () => {
  const { server, board } = await connected();

  server.change((doc) => putNote(doc, noteId(1)));
  await messagesArrive();

  expect(board.cards.get(noteId(1))).toBeDefined();
  expect(board.status.saving).toBe('saved');
});

test('P6: a large offline edit is sent in chunks, and saved when all are confirmed', async () => {
  const { server, board } = await connected();
  server.reachable = false;
  server.close('restart');
  for (let note = 0; note < 150; note += 1) board.actions.createNote({ x: 0, y: 0 }, 'mint', 'å'.repeat(4_000));

  server.reachable = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.documentFrames).toBeGreaterThan(3);
  expect(server.largest).toBeLessThan(1024 * 1024);
  expect([...server.doc.getMap('cards').keys()]).toHaveLength(151);
  server.confirm(server.documentFrames - 1);
  await messagesArrive();
  expect(board.status.saving).toBe('saving');
  server.confirm();
  await messagesArrive();

  expect(board.status.saving).toBe('saved');
});

test('P6: offline edits stay unsaved over a reload until the next connection saves them', async () => {
  const { server, board } = await connected();
  server.reachable = false;
  server.close('restart');
  board.actions.createNote({ x: 0, y: 0 }, 'mint', 'offline');
  expect([board.status.connection, board.status.saving]).toEqual(['offline', 'unsaved']);
  const reloaded = opened(serving());
  expect(reloaded.status.saving).not.toBe('saved');

  server.reachable = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect([board.status.connection, board.status.saving]).toEqual(['connected', 'saving']);
  server.confirm();
  await messagesArrive();

  expect(board.status.saving).toBe('saved');
  expect([...server.doc.getMap('cards').keys()]).toHaveLength(2);
});

test('an online event connects at once', async () => {
  const { server, board } = await connected();
  server.reachable = false;
  server.close('restart');
  await vi.advanceTimersByTimeAsync(60_000);
  server.reachable = true;

  window.dispatchEvent(new Event('online'));
  await messagesArrive();

  expect(board.status.connection).toBe('connected');
});

test('a connection that does not answer after an offline event is replaced', async () => {
  const { server, board } = await connected();
  const before = server.urls.length;
  vi.spyOn(server, 'take').mockReturnValue();

  window.dispatchEvent(new Event('offline'));
  // Sent before the network went: it does not prove that the connection works.
  server.change((doc) => putNote(doc, noteId(1)));
  await vi.advanceTimersByTimeAsync(5_000);

  expect(server.urls.length).toBeGreaterThan(before);
  expect(board.status.connection).not.toBe('connected');
});

test('a permanent close stops reconnecting and gives the reason', async () => {
  const { server, board } = await connected();
  const before = server.urls.length;

  server.close('no-right');
  await vi.advanceTimersByTimeAsync(60_000);
  window.dispatchEvent(new Event('online'));
  await messagesArrive();

  expect([board.status.connection, board.status.refusal]).toEqual(['refused', 'no-right']);
  expect(server.urls.length).toBe(before);
});

test('a presence query is answered with the own state only', async () => {
  const { server } = await connected({ actor: nth(companyPeople, 0) });
  const awareness = () => server.types.filter((type) => type === frameTypes.awareness).length;
  const before = awareness();

  server.queryPresence();
  await messagesArrive();

  expect(awareness()).toBe(before + 1);
});

test('an idle board keeps sending clock notices, so that its connection counts as alive', async () => {
  const { server } = await connected();
  const clockRequests = () => server.types.filter((type) => type === frameTypes.notice).length;
  await vi.advanceTimersByTimeAsync(1_000);
  const before = clockRequests();

  await vi.advanceTimersByTimeAsync(60_000);

  expect(clockRequests() - before).toBeGreaterThanOrEqual(4);
});

test('a destroyed board closes its socket and stops all timers', async () => {
  const { server, board } = await connected();
  board.destroy();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(server.socket?.readyState).toBe(3);
  expect(server.urls).toHaveLength(1);
});

test('reverted changes of this window are counted by reason, reactively', async () => {
  const { server, board } = await connected();
  const counter = countRuns(() => board.revertedChangeCounts.byReason);
  const locked = { what: 'changed', reason: 'card-locked' } as const;

  server.send(encodeNotice({ is: 'refused', undone: [locked, { what: 'created', reason: 'step-closed' }], more: 0 }));
  await messagesArrive();
  server.send(encodeNotice({ is: 'refused', undone: [locked], more: 7 }));
  await messagesArrive();

  expect(counter.runs).toBe(3);
  expect(Object.fromEntries(board.revertedChangeCounts.byReason)).toEqual({ 'card-locked': 2, 'step-closed': 1 });
});
