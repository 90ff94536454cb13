// happy-dom has no IndexedDB.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { type LocalStore, localStore, type LocalStoreState } from './localStore.ts';
import { openDatabase, readRows } from './updateRows.ts';

const name = 'brygga:workshop:person';
const opened: LocalStore[] = [];

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => {
  opened.splice(0).forEach((store) => store.destroy());
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const openStore = (doc = new Y.Doc()) => {
  const states: LocalStoreState[] = [];
  const store = localStore(doc, name, (state) => states.push(state));
  opened.push(store);
  return { doc, store, states, text: doc.getText('text') };
};

/** A deadline against hanging alone. */
const patience = { timeout: 20_000 };

const becomes = (store: LocalStore, state: LocalStoreState) =>
  vi.waitFor(() => expect(store.state).toBe(state), patience);

/** What a page that opens the store later reads. */
const storedText = async () => {
  const { store, text } = openStore();
  await store.read;
  return text.toString();
};

/** As the browser takes a database away: site data is cleared, or the disk fails. */
const takeDatabaseAway = async () => {
  const deletion = indexedDB.deleteDatabase(name);
  await new Promise((resolve) => (deletion.onsuccess = resolve));
};

/** Lets the next calls of a method of every object store fail. */
const failing = (method: 'add' | 'getAll', error: DOMException) =>
  vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
    throw error;
  });

describe('P6: a local store', () => {
  test('gives the next page what this one wrote, also before it was open', async () => {
    const { store, text } = openStore();
    text.insert(0, 'early ');
    await store.read;
    text.insert(6, 'and late');

    await vi.waitFor(async () => expect(await storedText()).toBe('early and late'), patience);
  });

  test('puts one row in the place of many', async () => {
    const { store, text } = openStore();
    await store.read;
    for (let letter = 0; letter < 600; letter += 1) text.insert(letter, 'x');

    await vi.waitFor(async () => {
      const database = await openDatabase(name, { closed: () => undefined });
      const { updates } = await readRows(database, 0);
      database.close();
      expect(updates.length).toBeLessThan(200);
    }, patience);
    expect(await storedText()).toBe('x'.repeat(600));
  });

  test('whose database is taken away says so, opens it again, and has all that the document has', async () => {
    const { store, states, text } = openStore();
    await store.read;
    text.insert(0, 'before');
    await takeDatabaseAway();
    text.insert(6, ', meanwhile');
    await becomes(store, 'keeping');
    text.insert(17, ', after');

    expect(states).toEqual(['keeping', 'off', 'keeping']);
    await vi.waitFor(async () => expect(await storedText()).toBe('before, meanwhile, after'), patience);
  });

  test('never throws into the document: a write that fails turns it off', async () => {
    const { store, doc, text } = openStore();
    await store.read;
    const heard = vi.fn();
    doc.on('update', heard);
    const full = failing('add', new DOMException('No space', 'QuotaExceededError'));
    text.insert(0, 'kept in the page');
    expect(heard).toHaveBeenCalledTimes(1);
    await becomes(store, 'off');

    full.mockRestore();
    await becomes(store, 'keeping');
    await vi.waitFor(async () => expect(await storedText()).toBe('kept in the page'), patience);
  });

  test('is off where the browser has none, or refuses it', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const none = openStore();
    expect([await none.store.read, none.store.state]).toEqual([false, 'off']);

    vi.stubGlobal('indexedDB', {
      open() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const denied = openStore();
    expect([await denied.store.read, denied.store.state]).toEqual([false, 'off']);
  });

  test('that never answers keeps nobody waiting, and counts as off', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('indexedDB', { open: () => new EventTarget() });
    const { store } = openStore();
    let ready = false;
    void store.readOrTimeout.then(() => (ready = true));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ready).toBe(true);
    await vi.advanceTimersByTimeAsync(10_000);

    expect([await store.read, store.state]).toEqual([false, 'off']);
  });

  test('skips a row that can’t be read, and gives the rest', async () => {
    const { store, text } = openStore();
    await store.read;
    text.insert(0, 'whole');
    const database = await openDatabase(name, { closed: () => undefined });
    await database.add('updates', Uint8Array.of(1, 255, 255));
    database.close();

    await vi.waitFor(async () => expect(await storedText()).toBe('whole'), patience);
  });
});
