import { setImmediate } from 'node:timers/promises';
import { createWorkerClient, type WorkerClient, type WorkerLog } from '../../workers/workerClient.ts';
import { errorMessage } from '../../workers/workerMessages.ts';
import { type HistoryEntry, type DocumentName, type Journal, StorageError } from '../contract.ts';
import type { JournalMethods } from './journal.worker.ts';
import { FailedDocuments, type CommitOutcomes, type Write } from './journalMessages.ts';
import { packWrites } from './packedWrites.ts';

type JournalWorker = WorkerClient<JournalMethods>;

/**
 * The journal in a SQLite file. A worker thread writes, so that sockets never wait for the disk; at
 * most one commit runs, and what is appended meanwhile goes into the next. A file that can't be
 * opened shows at the first call, as a StorageError.
 */
export const openJournal = (path: string, log?: WorkerLog): Journal => {
  const worker = createWorkerClient<JournalMethods>(new URL('./journal.worker.ts', import.meta.url), {
    data: { path },
    ...(log ? { log } : {}),
    startNow: true,
    transfer: { commit: ({ updates }) => [updates.buffer] },
  });
  const batcher = new CommitBatcher(worker);

  return {
    append: (...rows) => batcher.add({ kind: 'rows', rows }),
    remove: (document) => batcher.add({ kind: 'removal', document }),
    load: (document) => withStorageErrors(worker.load(document)),
    history: (document) => readHistory(worker, document),
    activity: (document, range, limit) => withStorageErrors(worker.activity(document, range, limit)),
    findCommandResponse: (document, by, key) => withStorageErrors(worker.findCommandResponse(document, by, key)),
    documentsBelow: (name) => withStorageErrors(worker.documentsBelow(name)),
    async close() {
      await batcher.idle();
      await withStorageErrors(worker.close());
    },
  };
};

const withStorageErrors = async <Result>(reply: Promise<Result>): Promise<Result> => {
  try {
    return await reply;
  } catch (error) {
    throw new StorageError(errorMessage(error), { cause: error });
  }
};

interface PendingWrite {
  readonly write: Write;
  readonly resolve: () => void;
  readonly reject: (error: StorageError) => void;
}

/** Runs one commit at a time; writes that are added meanwhile form the next batch. */
class CommitBatcher {
  readonly #worker: JournalWorker;
  #nextBatch: PendingWrite[] = [];
  #running: Promise<void> | undefined;

  constructor(worker: JournalWorker) {
    this.#worker = worker;
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
    // The first batch takes all frames that this turn of the event loop has read.
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
    const failed = new FailedDocuments();
    for (const [index, { write, resolve, reject }] of batch.entries()) {
      const message = outcomes[index];
      if (message === null) resolve();
      else {
        const why = message ?? 'the journal gave no outcome';
        failed.add(write, why);
        reject(new StorageError(why));
      }
    }
    this.#rejectDependents(failed);
  }

  async #outcomesOf(writes: readonly Write[]): Promise<CommitOutcomes> {
    try {
      return await this.#worker.commit(packWrites(writes));
    } catch (error) {
      return writes.map(() => errorMessage(error));
    }
  }

  /** Fails writes that were added before their document's failure was known: they may rest on what failed. */
  #rejectDependents(failed: FailedDocuments): void {
    this.#nextBatch = this.#nextBatch.filter(({ write, reject }) => {
      const message = failed.failureOf(write);
      if (message !== undefined) reject(new StorageError(message));
      return message === undefined;
    });
  }
}

async function* readHistory(worker: JournalWorker, document: DocumentName): AsyncGenerator<HistoryEntry> {
  let after = 0;
  for (;;) {
    const page = await withStorageErrors(worker.history(document, after));
    const last = page.at(-1);
    if (!last) return;
    yield* page;
    after = last.number;
  }
}
