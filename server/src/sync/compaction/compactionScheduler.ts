import type { DocumentName, Journal, JournalRow, LoadedDocument } from '../../storage/contract.ts';
import type { Log } from '../room/dependencies.ts';

/**
 * A tail is compacted into a snapshot when it has this many rows or bytes. Reading so many small rows
 * takes about 10 ms; compacting more often cost a busy board a tenth of its CPU.
 */
export const tailRowsMax = 2_500;
const tailBytesMax = 256 * 1024;
/**
 * Reading a row costs about as much as reading this many bytes of a snapshot. A large document waits
 * until its tail costs as much as its snapshot; else a board of megabytes would be rewritten every
 * few seconds.
 */
const snapshotBytesPerRow = 500;
/** Shorter tails are not worth it when a room closes. */
const idleTailRowsMin = 50;
const idleTailBytesMin = 32 * 1024;

/** Compacts documents in a thread of its own. */
export interface CompactionWorker {
  compact(document: DocumentName): Promise<void>;
  close(): Promise<void>;
}

/** The rows of a document that its snapshot does not cover. */
interface Tail {
  rows: number;
  bytes: number;
  readonly snapshotBytes: number;
}

/**
 * Keeps journals short, so that opening a document reads a snapshot and a short tail. Counts what is
 * appended and lets a worker compact one document after another; neither sockets nor commits wait
 * for it. A compaction that fails is tried again when the tail has grown long once more.
 */
export class CompactionScheduler {
  readonly #worker: CompactionWorker;
  readonly #log: Log;
  readonly #tails = new Map<DocumentName, Tail>();
  readonly #queue = new Set<DocumentName>();
  #isWorking = false;
  #isClosed = false;

  constructor(worker: CompactionWorker, log: Log) {
    this.#worker = worker;
    this.#log = log;
  }

  /** The same journal; tails of its documents are counted from now on. */
  watch(journal: Journal): Journal {
    return {
      ...journal,
      append: (...rows) => {
        const appended = journal.append(...rows);
        const long = rows.filter((row) => this.#countRow(row));
        // Rows can be compacted once they are on disk; a failure is the caller's, who gets the same promise.
        if (long.length > 0) void appended.then(() => long.forEach(({ document }) => this.#request(document)), ignore);
        return appended;
      },
      load: async (document) => {
        const loaded = await journal.load(document);
        this.#tails.set(document, tailOf(loaded));
        return loaded;
      },
      remove: (document) => {
        this.#tails.delete(document);
        this.#queue.delete(document);
        return journal.remove(document);
      },
    };
  }

  /** Call when the room of a document has closed. */
  onUnloaded(document: DocumentName): void {
    const tail = this.#tails.get(document);
    this.#tails.delete(document);
    if (tail && (tail.rows >= idleTailRowsMin || tail.bytes >= idleTailBytesMin)) this.#request(document);
  }

  /** Waits for the compaction that runs and drops the queue: those documents are found again when their tails grow. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#queue.clear();
    await this.#worker.close();
  }

  /** @returns whether this row makes the tail too long. */
  #countRow({ document, update }: JournalRow): boolean {
    if (update.length === 0) return false;
    const tail = this.#tails.get(document) ?? { rows: 0, bytes: 0, snapshotBytes: 0 };
    tail.rows += 1;
    tail.bytes += update.length;
    this.#tails.set(document, tail);
    if (!isLong(tail)) return false;
    // Rows until the worker reads the document are compacted too and counted again, which does no harm.
    this.#tails.set(document, { rows: 0, bytes: 0, snapshotBytes: tail.snapshotBytes + tail.bytes });
    return true;
  }

  #request(document: DocumentName): void {
    if (this.#isClosed) return;
    this.#queue.add(document);
    if (!this.#isWorking) void this.#compactAll();
  }

  async #compactAll(): Promise<void> {
    this.#isWorking = true;
    for (const document of this.#queue) {
      this.#queue.delete(document);
      try {
        await this.#worker.compact(document);
      } catch (error) {
        if (!this.#isClosed) this.#log.warn({ err: error, document }, 'a journal could not be shortened for now');
      }
    }
    this.#isWorking = false;
  }
}

const ignore = (): void => undefined;

const tailOf = ({ snapshot, updates }: LoadedDocument): Tail => ({
  rows: updates.length,
  bytes: updates.reduce((sum, update) => sum + update.length, 0),
  snapshotBytes: snapshot?.length ?? 0,
});

const isLong = ({ rows, bytes, snapshotBytes }: Tail): boolean =>
  rows >= Math.max(tailRowsMax, snapshotBytes / snapshotBytesPerRow) || bytes >= Math.max(tailBytesMax, snapshotBytes);
