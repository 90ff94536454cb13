import { setImmediate } from 'node:timers/promises';
import {
  type ActivityEntry,
  type HistoryEntry,
  type DocumentName,
  type Journal,
  type KeptAnswer,
  type LoadedDocument,
  StorageError,
} from '../contract.ts';
import { messageOf, Thread, type ThreadLog } from '../thread.ts';
import {
  Broken,
  type HistoryPage,
  type Outcomes,
  type Question,
  type WorkerData,
  type Write,
} from './journalMessages.ts';
import { pack } from './packing.ts';

/**
 * The journal in a SQLite file. A thread of its own does the writing, so that waiting for the disk
 * never holds up the sockets; at most one commit is in flight, and what comes meanwhile goes into
 * the next. A file that can't be opened shows at the first call, as a StorageError.
 */
export const openJournal = (path: string, log?: ThreadLog): Journal => {
  const workerData: WorkerData = { path };
  const thread = new Thread<Question>(new URL('./journal.worker.ts', import.meta.url), workerData, log);
  thread.warmUp();
  const line = new CommitLine(thread);

  // The journal's own thread answers, and Question says what with: hence the casts below.
  return {
    append: (...rows) => line.add({ is: 'rows', rows }),
    remove: (document) => line.add({ is: 'removal', document }),
    load: async (document) => (await thread.ask({ is: 'load', document })) as LoadedDocument,
    history: (document) => historyOf(thread, document),
    activity: async (document, part, most) =>
      (await thread.ask({ is: 'activity', document, part, most })) as readonly ActivityEntry[],
    answerTo: async (document, by, key) =>
      (await thread.ask({ is: 'answerTo', document, by, key })) as KeptAnswer | undefined,
    documentsBelow: async (name) => (await thread.ask({ is: 'documentsBelow', name })) as readonly DocumentName[],
    async close() {
      await line.idle();
      await thread.close({ is: 'close' });
    },
  };
};

interface Waiting {
  readonly write: Write;
  readonly resolve: () => void;
  readonly reject: (error: StorageError) => void;
}

/** What waits for the disk: one batch under way, and the next one gathering. */
class CommitLine {
  readonly #thread: Thread<Question>;
  #next: Waiting[] = [];
  #underWay: Promise<void> | undefined;

  constructor(thread: Thread<Question>) {
    this.#thread = thread;
  }

  add(write: Write): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#next.push({ write, resolve, reject });
      this.#underWay ??= this.#commitAll();
    });
  }

  async idle(): Promise<void> {
    while (this.#underWay) await this.#underWay;
  }

  async #commitAll(): Promise<void> {
    // All that this turn of the event loop has read goes with the first.
    await setImmediate();
    while (this.#next.length > 0) {
      const batch = this.#next;
      this.#next = [];
      await this.#commitOne(batch);
    }
    this.#underWay = undefined;
  }

  async #commitOne(batch: readonly Waiting[]): Promise<void> {
    const outcomes = await this.#outcomesOf(batch.map(({ write }) => write));
    const broken = new Broken();
    for (const [index, { write, resolve, reject }] of batch.entries()) {
      const message = outcomes[index];
      if (message === null) resolve();
      else {
        const why = message ?? 'the journal gave no outcome';
        broken.add(write, why);
        reject(new StorageError(why));
      }
    }
    this.#rejectWhatRestsOn(broken);
  }

  async #outcomesOf(writes: readonly Write[]): Promise<Outcomes> {
    try {
      const packed = pack(writes);
      // Question says so.
      return (await this.#thread.ask({ is: 'commit', packed }, [packed.updates.buffer])) as Outcomes;
    } catch (error) {
      return writes.map(() => messageOf(error));
    }
  }

  /** Rows that were appended after one that failed, by somebody who could not know of it yet. */
  #rejectWhatRestsOn(broken: Broken): void {
    this.#next = this.#next.filter(({ write, reject }) => {
      const message = broken.breaks(write);
      if (message !== undefined) reject(new StorageError(message));
      return message === undefined;
    });
  }
}

async function* historyOf(thread: Thread<Question>, document: DocumentName): AsyncGenerator<HistoryEntry> {
  let after = 0;
  for (;;) {
    // Question says so.
    const page = (await thread.ask({ is: 'history', document, after })) as HistoryPage;
    const last = page.at(-1);
    if (!last) return;
    yield* page;
    after = last.number;
  }
}
