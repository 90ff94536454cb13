import { setImmediate } from 'node:timers/promises';
import {
  type ActivityEntry,
  type HistoryEntry,
  type DocumentName,
  type Journal,
  type StoredCommandResponse,
  type LoadedDocument,
  StorageError,
} from '../contract.ts';
import { errorMessage, WorkerThread, type WorkerLog } from '../../workers/workerThread.ts';
import {
  FailedDocuments,
  type HistoryPage,
  type CommitOutcomes,
  type JournalRequest,
  type JournalWorkerData,
  type Write,
} from './journalMessages.ts';
import { packWrites } from './packedWrites.ts';

/**
 * The journal in a SQLite file. A thread of its own does the writing, so that waiting for the disk
 * never holds up the sockets; at most one commit is in flight, and what comes meanwhile goes into
 * the next. A file that can't be opened shows at the first call, as a StorageError.
 */
export const openJournal = (path: string, log?: WorkerLog): Journal => {
  const workerData: JournalWorkerData = { path };
  const thread = new WorkerThread<JournalRequest>(new URL('./journal.worker.ts', import.meta.url), workerData, log);
  thread.warmUp();
  const line = new CommitBatcher(thread);

  // The journal's own thread answers, and Question says what with: hence the casts below.
  return {
    append: (...rows) => line.add({ kind: 'rows', rows }),
    remove: (document) => line.add({ kind: 'removal', document }),
    load: async (document) => (await thread.request({ kind: 'load', document })) as LoadedDocument,
    history: (document) => readHistory(thread, document),
    activity: async (document, part, most) =>
      (await thread.request({ kind: 'activity', document, part, most })) as readonly ActivityEntry[],
    findCommandResponse: async (document, by, key) =>
      (await thread.request({ kind: 'answerTo', document, by, key })) as StoredCommandResponse | undefined,
    documentsBelow: async (name) => (await thread.request({ kind: 'documentsBelow', name })) as readonly DocumentName[],
    async close() {
      await line.idle();
      await thread.close({ kind: 'close' });
    },
  };
};

interface PendingWrite {
  readonly write: Write;
  readonly resolve: () => void;
  readonly reject: (error: StorageError) => void;
}

/** What waits for the disk: one batch under way, and the next one gathering. */
class CommitBatcher {
  readonly #thread: WorkerThread<JournalRequest>;
  #nextBatch: PendingWrite[] = [];
  #running: Promise<void> | undefined;

  constructor(thread: WorkerThread<JournalRequest>) {
    this.#thread = thread;
  }

  add(write: Write): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#nextBatch.push({ write, resolve, reject });
      this.#running ??= this.#commitAll();
    });
  }

  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #commitAll(): Promise<void> {
    // All that this turn of the event loop has read goes with the first.
    await setImmediate();
    while (this.#nextBatch.length > 0) {
      const batch = this.#nextBatch;
      this.#nextBatch = [];
      await this.#commitOne(batch);
    }
    this.#running = undefined;
  }

  async #commitOne(batch: readonly PendingWrite[]): Promise<void> {
    const outcomes = await this.#outcomesOf(batch.map(({ write }) => write));
    const broken = new FailedDocuments();
    for (const [index, { write, resolve, reject }] of batch.entries()) {
      const message = outcomes[index];
      if (message === null) resolve();
      else {
        const why = message ?? 'the journal gave no outcome';
        broken.add(write, why);
        reject(new StorageError(why));
      }
    }
    this.#rejectDependents(broken);
  }

  async #outcomesOf(writes: readonly Write[]): Promise<CommitOutcomes> {
    try {
      const packed = packWrites(writes);
      // Question says so.
      return (await this.#thread.request({ kind: 'commit', packed }, [packed.updates.buffer])) as CommitOutcomes;
    } catch (error) {
      return writes.map(() => errorMessage(error));
    }
  }

  /** Rows that were appended after one that failed, by somebody who could not know of it yet. */
  #rejectDependents(broken: FailedDocuments): void {
    this.#nextBatch = this.#nextBatch.filter(({ write, reject }) => {
      const message = broken.failureOf(write);
      if (message !== undefined) reject(new StorageError(message));
      return message === undefined;
    });
  }
}

async function* readHistory(
  thread: WorkerThread<JournalRequest>,
  document: DocumentName,
): AsyncGenerator<HistoryEntry> {
  let after = 0;
  for (;;) {
    // Question says so.
    const page = (await thread.request({ kind: 'history', document, after })) as HistoryPage;
    const last = page.at(-1);
    if (!last) return;
    yield* page;
    after = last.number;
  }
}
