import { setImmediate } from 'node:timers/promises';
import {
  type ActivityEntry,
  type ActivityRange,
  type ActivityPosition,
  type Author,
  type DocumentName,
  type HistoryEntry,
  type Journal,
  type JournalRow,
  type StoredCommandResponse,
  refusalRetentionMs,
  StorageError,
} from '../contract.ts';

const refusalStatusMin = 400;

interface StoredDocument {
  /** Committed rows in order. */
  readonly rows: JournalRow[];
  readonly owners: Map<number, Author>;
}

/** Survives its journals, as a file does. */
export interface MemoryStorage {
  readonly documents: Map<DocumentName, StoredDocument>;
}

export const memoryStorage = (): MemoryStorage => ({ documents: new Map() });

/** A journal that commits only when `commit` is called. */
export interface ManualJournal extends Journal {
  /** Number of appends that wait for a commit. */
  readonly inFlight: number;
  /** Commits all waiting appends at once. */
  commit(): void;
  /** Fails all waiting appends. */
  fail(): void;
}

interface Append {
  readonly rows: readonly JournalRow[];
  readonly result: PromiseWithResolvers<void>;
}

export const manualJournal = (storage: MemoryStorage): ManualJournal => new MemoryJournal(storage, () => undefined);

/** A journal in memory that commits all appends of a turn at once, by itself. */
export const autoCommitJournal = (storage: MemoryStorage): Journal =>
  new MemoryJournal(storage, (journal) => void setImmediate().then(() => journal.commit()));

class MemoryJournal implements ManualJournal {
  readonly #storage: MemoryStorage;
  readonly #onFirst: (journal: ManualJournal) => void;
  #waiting: Append[] = [];
  #closed = false;

  constructor(storage: MemoryStorage, onFirst: (journal: ManualJournal) => void) {
    this.#storage = storage;
    this.#onFirst = onFirst;
  }

  get inFlight(): number {
    return this.#waiting.length;
  }

  append(...rows: readonly JournalRow[]): Promise<void> {
    if (this.#closed) return Promise.reject(new StorageError('the journal is closed'));
    const result = Promise.withResolvers<void>();
    if (this.#waiting.length === 0) this.#onFirst(this);
    this.#waiting.push({ rows: rows.map((row) => ({ ...row, update: row.update.slice() })), result });
    return result.promise;
  }

  commit(): void {
    const failedDocuments = new Set<DocumentName>();
    for (const { rows, result } of this.#waiting.splice(0)) {
      const problem = rows.some(({ document }) => failedDocuments.has(document))
        ? 'an earlier row of the document failed'
        : this.#put(rows);
      if (problem === undefined) {
        result.resolve();
        continue;
      }
      for (const { document } of rows) failedDocuments.add(document);
      result.reject(new StorageError(problem));
    }
  }

  fail(): void {
    for (const { result } of this.#waiting.splice(0)) result.reject(new StorageError('the disk is full'));
  }

  async load(document: DocumentName) {
    this.#mustBeOpen();
    await Promise.resolve();
    const { rows, owners } = this.#storedDocument(document);
    return {
      updates: rows.map(({ update }) => update).filter(({ length }) => length > 0),
      clientOwners: new Map(owners),
      restored: rows.flatMap(({ restored = [] }) => restored),
    };
  }

  async *history(document: DocumentName): AsyncIterable<HistoryEntry> {
    this.#mustBeOpen();
    await Promise.resolve();
    for (const [number, { by, onBehalf, at, facts, update }] of this.#storedDocument(document).rows.entries()) {
      if (update.length === 0 && !facts) continue;
      yield { number, by, at, update, ...(onBehalf && { onBehalf }), ...(facts && { facts }) };
    }
  }

  async activity(document: DocumentName, range: ActivityRange, limit: number): Promise<readonly ActivityEntry[]> {
    this.#mustBeOpen();
    await Promise.resolve();
    const all = activityOf(this.#storedDocument(document).rows);
    if ('after' in range) return all.filter((entry) => isBefore(range.after, entry)).slice(0, limit);
    const { before } = range;
    return all
      .filter((entry) => !before || isBefore(entry, before))
      .reverse()
      .slice(0, limit);
  }

  async findCommandResponse(
    document: DocumentName,
    by: Author,
    key: string,
  ): Promise<StoredCommandResponse | undefined> {
    this.#mustBeOpen();
    await Promise.resolve();
    return storedResponseIn(this.#storedDocument(document).rows, by, key, Date.now());
  }

  async documentsBelow(name: DocumentName): Promise<readonly DocumentName[]> {
    this.#mustBeOpen();
    await Promise.resolve();
    return [...this.#storage.documents.keys()].filter((document) => document.startsWith(`${name}/`));
  }

  remove(document: DocumentName): Promise<void> {
    this.#mustBeOpen();
    this.commit();
    this.#storage.documents.delete(document);
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.commit();
    this.#closed = true;
    return Promise.resolve();
  }

  /** Stores all rows or none. @returns why none, else undefined. */
  #put(rows: readonly JournalRow[]): string | undefined {
    for (const { document, newClients, by, commandResponse, at } of rows) {
      const { owners, rows: before } = this.#storedDocument(document);
      if (newClients.some((client) => (owners.get(client) ?? by) !== by)) return 'client id of another';
      if (commandResponse && storedResponseIn(before, commandResponse.by, commandResponse.key, at))
        return 'this key has its answer';
    }
    for (const row of rows) {
      const { owners, rows: all } = this.#storedDocument(row.document);
      for (const client of row.newClients) owners.set(client, row.by);
      all.push(row);
    }
    return undefined;
  }

  #storedDocument(document: DocumentName): StoredDocument {
    const stored = this.#storage.documents.get(document) ?? { rows: [], owners: new Map() };
    this.#storage.documents.set(document, stored);
    return stored;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StorageError('the journal is closed');
  }
}

const isBefore = (a: ActivityPosition, b: ActivityPosition): boolean =>
  a.number < b.number || (a.number === b.number && a.place < b.place);

/** Oldest first; of equal traces in one span only the first. */
const activityOf = (rows: readonly JournalRow[]): ActivityEntry[] => {
  const seen = new Set<string>();
  return rows.flatMap(({ by, onBehalf, at, facts = [], traces = [] }, number) =>
    [...facts, ...traces].flatMap((what, place) => {
      const once = 'span' in what ? JSON.stringify([by, what]) : undefined;
      if (once !== undefined && seen.has(once)) return [];
      if (once !== undefined) seen.add(once);
      return [{ number, place, by, at, ...(onBehalf === undefined ? {} : { onBehalf }), what }];
    }),
  );
};

const storedResponseIn = (
  rows: readonly JournalRow[],
  by: Author,
  key: string,
  now: number,
): StoredCommandResponse | undefined =>
  rows.findLast(
    ({ commandResponse, at }) =>
      commandResponse?.by === by &&
      commandResponse.key === key &&
      (commandResponse.status < refusalStatusMin || now - at < refusalRetentionMs),
  )?.commandResponse;
