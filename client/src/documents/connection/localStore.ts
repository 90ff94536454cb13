import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/** A store that doesn't answer must not keep anybody from connecting. */
const readTimeoutMs = 1_500;

export interface LocalStore {
  /** Origin of the transactions that bring what was stored. */
  readonly origin: unknown;
  /** Resolves with true once what was stored is in the document, with false where there can be no store. */
  readonly read: Promise<boolean>;
  /** Resolves when it has been read, or has had time enough for it. */
  readonly readOrTimeout: Promise<unknown>;
  destroy(): void;
}

const noStore: LocalStore = {
  origin: Symbol('no store'),
  read: Promise.resolve(false),
  readOrTimeout: Promise.resolve(),
  destroy() {},
};

/** Keeps the document in this browser under a name, a store a person: nobody sends what somebody else wrote. */
export const localStore = (doc: Y.Doc, name: string): LocalStore => {
  // Browsers leave it out, or refuse it, where a person wants nothing to be kept.
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

const neverResolves = () => new Promise<never>(() => {});
