import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/** A store that doesn't answer must not keep anybody from connecting. */
const readTimeoutMs = 1_500;

export interface LocalStore {
  /** Origin of the transactions that apply the stored updates. */
  readonly origin: unknown;
  /** Resolves with true once the stored updates are applied, with false where no store is possible. */
  readonly read: Promise<boolean>;
  /** Resolves when the store is read, or after a timeout. */
  readonly readOrTimeout: Promise<unknown>;
  destroy(): void;
}

const noStore: LocalStore = {
  origin: Symbol('no store'),
  read: Promise.resolve(false),
  readOrTimeout: Promise.resolve(),
  destroy() {},
};

/** Persists the document in IndexedDB, one store per person, so that a browser never sends another person's edits. */
export const localStore = (doc: Y.Doc, name: string): LocalStore => {
  // Browsers without storage, by setting or in private windows, leave it out or refuse it.
  if (typeof indexedDB === 'undefined') return noStore;
  const persistence = new IndexeddbPersistence(name, doc);
  const read = Promise.race([
    persistence.whenSynced.then(() => true),
    persistence._db.then(neverResolves, () => false),
  ]);
  return {
    origin: persistence,
    read,
    readOrTimeout: Promise.race([read, new Promise((resolve) => setTimeout(resolve, readTimeoutMs))]),
    destroy: () => void persistence.destroy(),
  };
};

/** Deletes a store, if there is one; a failure leaves it behind, which does no harm. */
export const deleteStore = (name: string): void => {
  if (typeof indexedDB === 'undefined') return;
  const request = indexedDB.deleteDatabase(name);
  // An unhandled error event would end up at the window.
  request.onerror = (event) => event.preventDefault();
};

const neverResolves = () => new Promise<never>(() => {});
