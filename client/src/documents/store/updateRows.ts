import { type DBSchema, deleteDB, type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb';

/**
 * One database a document, in y-indexeddb's format: `updates` holds Yjs updates under ascending keys.
 * Databases that earlier versions made are still read; `custom` is theirs, and stays empty.
 */
interface StoreSchema extends DBSchema {
  updates: { key: number; value: Uint8Array };
  custom: { key: string; value: unknown };
}

export type StoreDatabase = IDBPDatabase<StoreSchema>;

const formatVersion = 1;

export interface ConnectionLoss {
  /** The browser closed the connection: site data was cleared, or the disk failed. */
  closed(): void;
}

/** @throws DOMException where the browser refuses a database. */
export const openDatabase = async (name: string, { closed }: ConnectionLoss): Promise<StoreDatabase> => {
  const database = await openDB<StoreSchema>(name, formatVersion, {
    upgrade(created) {
      created.createObjectStore('updates', { autoIncrement: true });
      created.createObjectStore('custom');
    },
    // Another window deletes the database, and waits for this one to let go of it.
    blocking() {
      database.close();
      closed();
    },
    terminated: closed,
  });
  return database;
};

/** @throws DOMException where the browser refuses to. */
export const deleteDatabase = async (name: string): Promise<void> => deleteDB(name);

export interface StoredRows {
  readonly updates: readonly Uint8Array[];
  /** The key of the last of them, or `after` where there are none. */
  readonly lastKey: number;
}

/** What reading needs of the rows' store, within whichever transaction. */
type Rows = Pick<IDBPObjectStore<StoreSchema, ['updates'], 'updates'>, 'getAll' | 'getAllKeys'>;

const rowsBehind = async (store: Rows, after: number): Promise<StoredRows> => {
  const range = IDBKeyRange.lowerBound(after, true);
  const [updates, keys] = await Promise.all([store.getAll(range), store.getAllKeys(range)]);
  return { updates, lastKey: keys.at(-1) ?? after };
};

/** The updates behind a key, in the order in which they were written. */
export const readRows = async (database: StoreDatabase, after: number): Promise<StoredRows> => {
  return rowsBehind(database.transaction('updates').store, after);
};

/** Resolves once the browser has the update. */
export const appendRow = async (database: StoreDatabase, update: Uint8Array): Promise<void> => {
  const transaction = database.transaction('updates', 'readwrite');
  // The request's own failure aborts the transaction, and is told by it.
  await Promise.all([transaction.store.add(update), transaction.done]);
};

/**
 * Puts one row in the place of all, in one transaction: `takeOver` gets the rows behind `after`, which
 * other windows may have written, before `state` is asked for what to write.
 */
export const replaceRows = async (
  database: StoreDatabase,
  after: number,
  { takeOver, state }: { takeOver(updates: readonly Uint8Array[]): void; state(): Uint8Array },
): Promise<number> => {
  const transaction = database.transaction('updates', 'readwrite');
  const { store } = transaction;
  const { updates, lastKey } = await rowsBehind(store, after);
  takeOver(updates);
  const [added] = await Promise.all([
    store.add(state()),
    store.delete(IDBKeyRange.upperBound(lastKey)),
    transaction.done,
  ]);
  return added;
};
