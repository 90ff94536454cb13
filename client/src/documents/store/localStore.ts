import * as Y from 'yjs';
import { appendRow, deleteDatabase, openDatabase, readRows, replaceRows, type StoreDatabase } from './updateRows.ts';

/** A store that doesn't answer must not keep anybody from connecting. */
const readTimeoutMs = 1_500;
/** A browser that takes longer for one write, or for opening, is taken to keep nothing. */
const answerTimeoutMs = 5_000;
/** Before a failed store is opened again; doubled at each failure in a row. */
const reopenDelayMs = { min: 500, max: 30_000 };
/** With so many rows, the document's whole state takes their place. */
const rowsMax = 500;

/** `opening` until the browser has answered for the first time; `off` while it keeps nothing. */
export type LocalStoreState = 'opening' | 'keeping' | 'off';

export interface LocalStore {
  /** Origin of the transactions that apply the stored updates. */
  readonly origin: unknown;
  readonly state: LocalStoreState;
  /** Resolves with true once the stored updates are applied, with false where the browser has no store for them. */
  readonly read: Promise<boolean>;
  /** Resolves when the store is read, or after a timeout. */
  readonly readOrTimeout: Promise<unknown>;
  destroy(): void;
}

/**
 * Keeps a document's updates in IndexedDB, one database per person, so that a browser never sends
 * another person's edits. A failure never reaches the document: the database is dropped, `onState` is
 * told, and it is opened again until it takes the document's whole state. y-indexeddb, whose format
 * this is, throws at a lost connection inside the document's own event, ahead of the listener that
 * sends.
 */
export const localStore = (doc: Y.Doc, name: string, onState: (state: LocalStoreState) => void): LocalStore =>
  new IndexedDbStore(doc, name, onState);

/** Deletes a store, if there is one; a failure leaves it behind, which does no harm. */
export const deleteStore = (name: string): void => {
  if (typeof indexedDB !== 'undefined') void deleteDatabase(name).catch(() => undefined);
};

class IndexedDbStore implements LocalStore {
  readonly origin = Symbol('local store');
  readonly read: Promise<boolean>;
  readonly readOrTimeout: Promise<unknown>;
  readonly #doc: Y.Doc;
  readonly #name: string;
  readonly #onState: (state: LocalStoreState) => void;
  #state: LocalStoreState = 'opening';
  /** Undefined while nothing can be written. */
  #database: StoreDatabase | undefined;
  /** Counts the databases that were opened one after the other; each can fail but once. */
  #attempt = 0;
  /** Rows up to this key are in the document. */
  #lastKey = 0;
  #rows = 0;
  /** The document has updates that no row has. */
  #isAhead = false;
  #unanswered = 0;
  #failures = 0;
  #answerTimer: ReturnType<typeof setTimeout> | undefined;
  #reopenTimer: ReturnType<typeof setTimeout> | undefined;
  #isDestroyed = false;

  constructor(doc: Y.Doc, name: string, onState: (state: LocalStoreState) => void) {
    this.#doc = doc;
    this.#name = name;
    this.#onState = onState;
    doc.on('update', this.#append);
    const givenUp = new Promise<void>((resolve) => setTimeout(resolve, answerTimeoutMs));
    this.read = Promise.race([this.#open(), givenUp]).then(() => {
      if (this.#state === 'opening') this.#setState('off');
      return this.#state === 'keeping';
    });
    this.readOrTimeout = Promise.race([this.read, new Promise((resolve) => setTimeout(resolve, readTimeoutMs))]);
  }

  get state(): LocalStoreState {
    return this.#state;
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#doc.off('update', this.#append);
    clearTimeout(this.#answerTimer);
    clearTimeout(this.#reopenTimer);
    // The browser still finishes what has been asked of it.
    this.#database?.close();
  }

  /** Takes over what is stored, and writes what the document had before it could be stored. */
  async #open(): Promise<void> {
    if (typeof indexedDB === 'undefined') return this.#setState('off');
    const attempt = this.#attempt;
    let opened: StoreDatabase | undefined;
    try {
      opened = await openDatabase(this.#name, { closed: () => this.#fail(attempt) });
      const { updates, lastKey } = await readRows(opened, this.#lastKey);
      if (this.#isDestroyed || attempt !== this.#attempt) return opened.close();
      this.#takeOver(updates);
      this.#lastKey = lastKey;
      this.#rows += updates.length;
      // From here on, whatever is written gets a row of its own.
      this.#database = opened;
      if (this.#isAhead || this.#rows > rowsMax) await this.#replaceRows(opened);
      if (attempt !== this.#attempt) return;
      this.#failures = 0;
      this.#setState('keeping');
    } catch {
      opened?.close();
      this.#fail(attempt);
    }
  }

  readonly #append = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.origin) return;
    const database = this.#database;
    if (!database) {
      this.#isAhead = true;
      return;
    }
    this.#rows += 1;
    const isFull = this.#rows > rowsMax;
    if (isFull) this.#rows = 0;
    const written = isFull ? this.#replaceRows(database) : appendRow(database, update);
    const attempt = this.#attempt;
    this.#unanswered += 1;
    this.#expectAnswer();
    void written.then(
      () => {
        if (attempt !== this.#attempt) return;
        this.#unanswered -= 1;
        this.#expectAnswer();
      },
      () => this.#fail(attempt),
    );
  };

  /** Writes the document's whole state in the place of its rows. */
  async #replaceRows(database: StoreDatabase): Promise<void> {
    this.#rows = 0;
    this.#lastKey = await replaceRows(database, this.#lastKey, {
      takeOver: (updates) => this.#takeOver(updates),
      state: () => Y.encodeStateAsUpdate(this.#doc),
    });
    this.#isAhead = false;
  }

  #takeOver(updates: readonly Uint8Array[]): void {
    Y.transact(
      this.#doc,
      () => {
        for (const update of updates) this.#apply(update);
      },
      this.origin,
      false,
    );
  }

  /** A row that a crash cut short can't be read: it is reported, and the others are applied. */
  #apply(update: Uint8Array): void {
    try {
      Y.applyUpdate(this.#doc, update);
    } catch (error) {
      reportError(error);
    }
  }

  /** A write that the browser doesn't answer has failed, as far as anybody can be told. */
  #expectAnswer(): void {
    const attempt = this.#attempt;
    clearTimeout(this.#answerTimer);
    if (this.#unanswered > 0) this.#answerTimer = setTimeout(() => this.#fail(attempt), answerTimeoutMs);
  }

  /** Drops the database of this attempt, unless that has been done, and opens it again after a while. */
  #fail(attempt: number): void {
    if (this.#isDestroyed || attempt !== this.#attempt) return;
    this.#attempt += 1;
    this.#database?.close();
    clearTimeout(this.#answerTimer);
    this.#database = undefined;
    this.#unanswered = 0;
    this.#isAhead = true;
    this.#setState('off');
    const delayMs = Math.min(reopenDelayMs.max, reopenDelayMs.min * 2 ** this.#failures);
    this.#failures += 1;
    clearTimeout(this.#reopenTimer);
    this.#reopenTimer = setTimeout(() => void this.#open(), delayMs);
  }

  #setState(state: LocalStoreState): void {
    if (this.#state === state || this.#isDestroyed) return;
    this.#state = state;
    this.#onState(state);
  }
}
