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
  /** Committed, in their order. */
  readonly rows: JournalRow[];
  readonly owners: Map<number, Author>;
}

/** What survives its journals, as a file does. */
export interface MemoryStorage {
  readonly documents: Map<DocumentName, StoredDocument>;
}

export const memoryStorage = (): MemoryStorage => ({ documents: new Map() });

/** A journal whose commits happen when a story says so; until then what was appended is in flight. */
export interface ManualJournal extends Journal {
  /** How many appends wait for the disk. */
  readonly inFlight: number;
  /** Commits what is in flight, in one go. */
  commit(): void;
  /** The disk fails: of what is in flight nothing is there. */
  fail(): void;
}

interface Append {
  readonly rows: readonly JournalRow[];
  readonly result: PromiseWithResolvers<void>;
}

/** A journal in memory that commits when told. */
export const manualJournal = (storage: MemoryStorage): ManualJournal => new MemoryJournal(storage, () => undefined);

/** A journal in memory that commits by itself, all that the same turn has appended in one go. */
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
    const told = Promise.withResolvers<void>();
    if (this.#waiting.length === 0) this.#onFirst(this);
    this.#waiting.push({ rows: rows.map((row) => ({ ...row, update: row.update.slice() })), result: told });
    return told.promise;
  }

  commit(): void {
    const torn = new Set<DocumentName>();
    for (const { rows, result } of this.#waiting.splice(0)) {
      const problem = rows.some(({ document }) => torn.has(document)) ? 'rests on a row that failed' : this.#put(rows);
      if (problem === undefined) {
        result.resolve();
        continue;
      }
      for (const { document } of rows) torn.add(document);
      result.reject(new StorageError(problem));
    }
  }

  fail(): void {
    for (const { result } of this.#waiting.splice(0)) result.reject(new StorageError('the disk is full'));
  }

  async load(document: DocumentName) {
    this.#mustBeOpen();
    await Promise.resolve();
    const { rows, owners } = this.#kept(document);
    return {
      updates: rows.map(({ update }) => update).filter(({ length }) => length > 0),
      clientOwners: new Map(owners),
      restored: rows.flatMap(({ restored = [] }) => restored),
    };
  }

  async *history(document: DocumentName): AsyncIterable<HistoryEntry> {
    this.#mustBeOpen();
    await Promise.resolve();
    for (const [number, { by, onBehalf, at, facts, update }] of this.#kept(document).rows.entries()) {
      if (update.length === 0 && !facts) continue;
      yield { number, by, at, update, ...(onBehalf && { onBehalf }), ...(facts && { facts }) };
    }
  }

  async activity(document: DocumentName, part: ActivityRange, most: number): Promise<readonly ActivityEntry[]> {
    this.#mustBeOpen();
    await Promise.resolve();
    const all = activityOf(this.#kept(document).rows);
    if ('after' in part) return all.filter((entry) => isBefore(part.after, entry)).slice(0, most);
    const { before } = part;
    return all
      .filter((entry) => !before || isBefore(entry, before))
      .reverse()
      .slice(0, most);
  }

  async findCommandResponse(
    document: DocumentName,
    by: Author,
    key: string,
  ): Promise<StoredCommandResponse | undefined> {
    this.#mustBeOpen();
    await Promise.resolve();
    return storedResponseIn(this.#kept(document).rows, by, key, Date.now());
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

  /** All of them, or none: then it says why. */
  #put(rows: readonly JournalRow[]): string | undefined {
    for (const { document, newClients, by, commandResponse, at } of rows) {
      const { owners, rows: before } = this.#kept(document);
      if (newClients.some((client) => (owners.get(client) ?? by) !== by)) return 'client id of another';
      if (commandResponse && storedResponseIn(before, commandResponse.by, commandResponse.key, at))
        return 'this key has its answer';
    }
    for (const row of rows) {
      const { owners, rows: all } = this.#kept(row.document);
      for (const client of row.newClients) owners.set(client, row.by);
      all.push(row);
    }
    return undefined;
  }

  #kept(document: DocumentName): StoredDocument {
    const kept = this.#storage.documents.get(document) ?? { rows: [], owners: new Map() };
    this.#storage.documents.set(document, kept);
    return kept;
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StorageError('the journal is closed');
  }
}

const isBefore = (a: ActivityPosition, b: ActivityPosition): boolean =>
  a.number < b.number || (a.number === b.number && a.place < b.place);

/** Oldest first; of traces that are alike in one span the first. */
const activityOf = (rows: readonly JournalRow[]): ActivityEntry[] => {
  const told = new Set<string>();
  return rows.flatMap(({ by, onBehalf, at, facts = [], traces = [] }, number) =>
    [...facts, ...traces].flatMap((what, place) => {
      const once = 'span' in what ? JSON.stringify([by, what]) : undefined;
      if (once !== undefined && told.has(once)) return [];
      if (once !== undefined) told.add(once);
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
