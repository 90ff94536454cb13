import * as Y from 'yjs';
import type { DocumentName, Journal, JournalRow, LoadedDocument, Snapshots } from '../../storage/contract.ts';
import type { WorkerThread } from '../../workers/workerThread.ts';
import { replayDocument } from '../room/openDocument.ts';
import type { Log } from '../room/dependencies.ts';

/**
 * A tail is folded into a snapshot when it has this many rows or bytes. Reading so many small rows
 * takes some ten milliseconds; folding them more often cost a busy board a tenth of its CPU.
 */
export const tailRowsMax = 2_500;
const tailBytesMax = 256 * 1024;
/**
 * For a large document, when reading the tail would cost something beside its snapshot: else a
 * board of megabytes would be written anew every few seconds. A row costs about as much to read as
 * this many bytes of a snapshot.
 */
const snapshotBytesPerRow = 500;
/** What is worth it when nobody has the document open any more. */
const idleTailRowsMin = 50;
const idleTailBytesMin = 32 * 1024;

export type CompactionRequest =
  | { readonly kind: 'compact'; readonly document: DocumentName }
  | { readonly kind: 'close' };

/** What the journal has of a document beyond its snapshot. */
interface Tail {
  rows: number;
  bytes: number;
  readonly snapshotBytes: number;
}

/** Makes a snapshot of what is on disk. Runs in the compaction's own thread. */
export const compact = async (snapshots: Snapshots, document: DocumentName): Promise<void> => {
  const read = await snapshots.read(document);
  if (!read) return;
  const doc = await replayDocument(read);
  await snapshots.put(document, Y.encodeStateAsUpdate(doc), read.through);
  doc.destroy();
};

/**
 * Keeps documents' journals short, so that opening one is a snapshot and a short tail. It counts
 * what is appended, and has a thread of its own do the work, one document after the other: neither
 * the sockets nor a commit waits for it. One that fails is tried again when the tail has grown as
 * much once more.
 */
export class Compaction {
  readonly #thread: Pick<WorkerThread<CompactionRequest>, 'request' | 'close'>;
  readonly #log: Log;
  readonly #tails = new Map<DocumentName, Tail>();
  readonly #waiting = new Set<DocumentName>();
  #isWorking = false;
  #isClosed = false;

  constructor(thread: Pick<WorkerThread<CompactionRequest>, 'request' | 'close'>, log: Log) {
    this.#thread = thread;
    this.#log = log;
  }

  /** The same journal, with an eye on how long its documents' tails get. */
  watch(journal: Journal): Journal {
    return {
      ...journal,
      append: (...rows) => {
        const appended = journal.append(...rows);
        const long = rows.filter((row) => this.#grow(row));
        // Before they are on disk there is nothing to fold; whether they get there is told to others.
        if (long.length > 0) void appended.then(() => long.forEach(({ document }) => this.#request(document)), noop);
        return appended;
      },
      load: async (document) => {
        const loaded = await journal.load(document);
        this.#tails.set(document, tailOf(loaded));
        return loaded;
      },
      remove: (document) => {
        this.#tails.delete(document);
        this.#waiting.delete(document);
        return journal.remove(document);
      },
    };
  }

  /** Nobody has the document open any more. */
  onUnloaded(document: DocumentName): void {
    const tail = this.#tails.get(document);
    this.#tails.delete(document);
    if (tail && (tail.rows >= idleTailRowsMin || tail.bytes >= idleTailBytesMin)) this.#request(document);
  }

  /** Waits for what is under way; what waits is done when its tail grows again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.clear();
    await this.#thread.close({ kind: 'close' });
  }

  /** Whether the tail has got long with this row. */
  #grow({ document, update }: JournalRow): boolean {
    if (update.length === 0) return false;
    const tail = this.#tails.get(document) ?? { rows: 0, bytes: 0, snapshotBytes: 0 };
    tail.rows += 1;
    tail.bytes += update.length;
    this.#tails.set(document, tail);
    if (!isLong(tail)) return false;
    // What it grows by until it is read will be covered too; that it counts again is no harm.
    this.#tails.set(document, { rows: 0, bytes: 0, snapshotBytes: tail.snapshotBytes + tail.bytes });
    return true;
  }

  #request(document: DocumentName): void {
    if (this.#isClosed) return;
    this.#waiting.add(document);
    if (!this.#isWorking) void this.#compactAll();
  }

  async #compactAll(): Promise<void> {
    this.#isWorking = true;
    for (const document of this.#waiting) {
      this.#waiting.delete(document);
      try {
        await this.#thread.request({ kind: 'compact', document });
      } catch (error) {
        if (!this.#isClosed) this.#log.warn({ err: error, document }, 'a journal could not be shortened for now');
      }
    }
    this.#isWorking = false;
  }
}

const noop = (): void => undefined;

const tailOf = ({ snapshot, updates }: LoadedDocument): Tail => ({
  rows: updates.length,
  bytes: updates.reduce((sum, update) => sum + update.length, 0),
  snapshotBytes: snapshot?.length ?? 0,
});

const isLong = ({ rows, bytes, snapshotBytes }: Tail): boolean =>
  rows >= Math.max(tailRowsMax, snapshotBytes / snapshotBytesPerRow) || bytes >= Math.max(tailBytesMax, snapshotBytes);
