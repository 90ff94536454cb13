import { type ReturnedEdit, returnedEditsOf } from '@brygga/shared/document/returnedEdits';
import { WorkshopId } from '@brygga/shared/ids';
import { frameTypes } from '@brygga/shared/wire/frames';
import { companyPeople, idOf, nth } from '@brygga/shared/testing/fixtures';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WindowRevertedChangeCounts } from '../connection/revertedChangeCounts.svelte.ts';
import { CircleDocument } from './circleDocument.svelte.ts';
import { CircleRegistry } from './circleRegistry.ts';
import { type LiveReturnedEdits, openReturnedEdits } from './openReturnedEdits.svelte.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';
import { memoryEnvironment } from '../testing/memoryEnvironment.ts';
import { MemoryServer } from '../testing/memoryServer.ts';

const workshop = idOf(WorkshopId, 'workshop');
const worker = nth(companyPeople, 0);

const registries: CircleRegistry[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const registry of registries.splice(0)) registry.destroy();
  localStorage.clear();
  vi.useRealTimers();
});

const messagesArrive = () => vi.advanceTimersByTimeAsync(10);

const entry = (at: number): ReturnedEdit => ({
  what: 'written',
  reason: 'step-closed',
  kind: 'note',
  title: '',
  text: `at ${at}`,
  value: undefined,
  more: 0,
  at,
});

const opened = async (server = new MemoryServer()) => {
  const environment = memoryEnvironment(server.Socket);
  const circles = new CircleRegistry(
    (circle) =>
      new CircleDocument(circle, { workshop, person: worker.id }, environment, new WindowRevertedChangeCounts()),
  );
  registries.push(circles);
  const returnedEdits = openReturnedEdits({ actor: worker, circles });
  await messagesArrive();
  return { returnedEdits, circles, server };
};
const texts = ({ items }: LiveReturnedEdits) => items.map(({ text }) => text);

test('returned edits are read from the person’s own circle', async () => {
  const { server } = await opened();

  expect(server.urls[0]).toMatch(new RegExp(`/sync/${workshop}/person-${worker.id}(\\?|$)`));
});

test('returned edits appear newest first; unreadable records are skipped', async () => {
  const { returnedEdits, server } = await opened();
  const seen: number[] = [];
  const page = countRuns(() => seen.push(returnedEdits.items.length));

  server.change((doc) => returnedEditsOf(doc).set('early', entry(1)));
  server.change((doc) => returnedEditsOf(doc).set('late', entry(2)));
  server.change((doc) => returnedEditsOf(doc).set('broken', { what: 'ever' }));
  await messagesArrive();

  expect(texts(returnedEdits)).toEqual(['at 2', 'at 1']);
  expect(page.runs).toBe(seen.length);
  expect(seen.at(-1)).toBe(2);
});

test('a dismissed edit is gone here at once, and on the server', async () => {
  const { returnedEdits, server } = await opened();
  server.change((doc) => returnedEditsOf(doc).set('one', entry(1)));
  await messagesArrive();

  returnedEdits.dismiss(['one', 'never there']);
  expect(returnedEdits.items).toEqual([]);
  await messagesArrive();

  expect(returnedEditsOf(server.doc).size).toBe(0);
});

test('P6: an edit dismissed offline is gone on the server after reconnecting', async () => {
  const { returnedEdits, server } = await opened();
  server.change((doc) => returnedEditsOf(doc).set('one', entry(1)));
  await messagesArrive();
  server.reachable = false;
  server.socket?.closeWith(1006);

  returnedEdits.dismiss(['one']);
  expect(returnedEditsOf(server.doc).size).toBe(1);
  server.reachable = true;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(returnedEditsOf(server.doc).size).toBe(0);
});

test('returned edits announce no presence', async () => {
  const { server } = await opened();
  expect(server.types).not.toContain(frameTypes.awareness);
});

test('a dismissal is unsaved offline and saving until the journal confirms it', async () => {
  const { returnedEdits, circles, server } = await opened();
  server.change((doc) => returnedEditsOf(doc).set('one', entry(1)));
  server.confirm();
  await messagesArrive();
  server.reachable = false;
  server.socket?.closeWith(1006);

  returnedEdits.dismiss(['one']);
  expect(circles.saving).toBe('unsaved');
  server.reachable = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(circles.saving).toBe('saving');
  server.confirm();
  await messagesArrive();

  expect(circles.saving).toBe('saved');
});
