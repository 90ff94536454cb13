import { type ReturnedEdit, returnedEditsOf } from '@brygga/shared/document/returnedEdits';
import { WorkshopId } from '@brygga/shared/ids';
import { frameTypes } from '@brygga/shared/wire/frames';
import { companyPeople, idOf, nth } from '@brygga/shared/testing/workshop';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openReturnedEdits } from './openReturnedEdits.svelte.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';
import { MemoryServer } from '../testing/memoryServer.ts';
import type { LiveReturnedEdits } from './openReturnedEdits.svelte.ts';

const workshop = idOf(WorkshopId, 'workshop');
const worker = nth(companyPeople, 0);

const trays: LiveReturnedEdits[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const tray of trays.splice(0)) tray.destroy();
  vi.useRealTimers();
});

const messagesArrive = () => vi.advanceTimersByTimeAsync(10);

const entry = (at: number): ReturnedEdit => ({
  ...{
    what: 'written',
    reason: 'step-closed',
    kind: 'note',
    title: '',
    text: `at ${at}`,
    value: undefined,
    more: 0,
    at,
  },
});

const opened = async (server = new MemoryServer()) => {
  const tray = openReturnedEdits(
    { workshop, actor: worker },
    { syncUrl: 'wss://brygga.test/sync', Socket: server.Socket },
  );
  trays.push(tray);
  await messagesArrive();
  return { tray, server };
};
const texts = ({ items }: LiveReturnedEdits) => items.map(({ text }) => text);

test('the tray is a document of one’s own beside the board', async () => {
  const { server } = await opened();

  expect(server.urls[0]).toMatch(new RegExp(`/sync/${workshop}/person-${worker.id}(\\?|$)`));
});

test('what comes into the tray is shown by itself, newest first; what cannot be read is not', async () => {
  const { tray, server } = await opened();
  const seen: number[] = [];
  const page = countRuns(() => seen.push(tray.items.length));

  server.change((doc) => returnedEditsOf(doc).set('early', entry(1)));
  server.change((doc) => returnedEditsOf(doc).set('late', entry(2)));
  server.change((doc) => returnedEditsOf(doc).set('broken', { what: 'ever' }));
  await messagesArrive();

  expect(texts(tray)).toEqual(['at 2', 'at 1']);
  expect(page.runs).toBe(seen.length);
  expect(seen.at(-1)).toBe(2);
});

test('what is dismissed is gone here at once, and on the server', async () => {
  const { tray, server } = await opened();
  server.change((doc) => returnedEditsOf(doc).set('one', entry(1)));
  await messagesArrive();

  tray.dismiss(['one', 'never there']);
  expect(tray.items).toEqual([]);
  await messagesArrive();

  expect(returnedEditsOf(server.doc).size).toBe(0);
});

test('what is dismissed without a network is gone when the network is back', async () => {
  const { tray, server } = await opened();
  server.change((doc) => returnedEditsOf(doc).set('one', entry(1)));
  await messagesArrive();
  server.reachable = false;
  server.socket?.closeWith(1006);

  tray.dismiss(['one']);
  expect(returnedEditsOf(server.doc).size).toBe(1);
  server.reachable = true;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(returnedEditsOf(server.doc).size).toBe(0);
});

test('nobody is shown as present in a tray', async () => {
  const { server } = await opened();
  expect(server.types).not.toContain(frameTypes.awareness);
});
