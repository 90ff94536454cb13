import { Worker } from 'node:worker_threads';
import {
  type Author,
  type DocumentName,
  type Journal,
  type JournalRow,
  type KeptAnswer,
  type LoadedDocument,
  StorageError,
} from '../contract.ts';
import { messageOf, type Outcomes, type Reply, type Request, type WorkerData, type Write } from './journalMessages.ts';

interface Waiting {
  readonly write: Write;
  readonly resolve: () => void;
  readonly reject: (error: StorageError) => void;
}

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StorageError) => void;
}

type Question = Request extends infer Each ? (Each extends Request ? Omit<Each, 'id'> : never) : never;

/**
 * The journal in a SQLite file. A thread of its own does the writing, so that waiting for the disk
 * never holds up the sockets; at most one commit is in flight, and what comes meanwhile goes into
 * the next. A file that can't be opened shows at the first call, as a StorageError.
 */
export const openJournal = (path: string): Journal => new SqliteJournal(path);

class SqliteJournal implements Journal {
  readonly #worker: Worker;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #next: Waiting[] = [];
  #commit: Promise<void> | undefined;
  #ended: StorageError | undefined;

  constructor(path: string) {
    const workerData: WorkerData = { path };
    this.#worker = new Worker(new URL('./journal.worker.ts', import.meta.url), { workerData });
    this.#worker.on('message', (reply: Reply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#end(`the journal's thread has failed: ${messageOf(error)}`));
    this.#worker.on('exit', () => this.#end('the journal is closed'));
  }

  append(row: JournalRow): Promise<void> {
    return this.#write({ is: 'row', row: { ...row, update: whole(row.update) } });
  }

  remove(document: DocumentName): Promise<void> {
    return this.#write({ is: 'removal', document });
  }

  async load(document: DocumentName): Promise<LoadedDocument> {
    // The journal's own thread answers: the shape is the one that openTables gives.
    return (await this.#ask({ is: 'load', document })) as LoadedDocument;
  }

  async answerTo(document: DocumentName, by: Author, key: string): Promise<KeptAnswer | undefined> {
    // As above.
    return (await this.#ask({ is: 'answerTo', document, by, key })) as KeptAnswer | undefined;
  }

  async close(): Promise<void> {
    while (this.#commit) await this.#commit;
    if (this.#ended) return;
    const exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    const closed = this.#ask({ is: 'close' });
    this.#ended = new StorageError('the journal is closed');
    await closed;
    await exited;
  }

  #write(write: Write): Promise<void> {
    const ended = this.#ended;
    if (ended) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      this.#next.push({ write, resolve, reject });
      this.#commit ??= this.#commitAll();
    });
  }

  async #commitAll(): Promise<void> {
    while (this.#next.length > 0) {
      const batch = this.#next;
      this.#next = [];
      await this.#commitOne(batch);
    }
    this.#commit = undefined;
  }

  async #commitOne(batch: readonly Waiting[]): Promise<void> {
    let outcomes: Outcomes;
    try {
      // As in `load`: one outcome for each write.
      outcomes = (await this.#ask({ is: 'commit', writes: batch.map(({ write }) => write) })) as Outcomes;
    } catch (error) {
      outcomes = batch.map(() => messageOf(error));
    }
    const broken = new Map<DocumentName, StorageError>();
    for (const [index, waiting] of batch.entries()) {
      const message = outcomes[index];
      if (message === null) waiting.resolve();
      else {
        const error = new StorageError(message ?? 'the journal gave no outcome');
        broken.set(documentOf(waiting.write), error);
        waiting.reject(error);
      }
    }
    if (broken.size > 0) this.#rejectWhatRestsOn(broken);
  }

  /** Rows that were appended after one that failed, by somebody who could not know of it yet. */
  #rejectWhatRestsOn(broken: ReadonlyMap<DocumentName, StorageError>): void {
    const rest = this.#next;
    this.#next = [];
    for (const waiting of rest) {
      const error = broken.get(documentOf(waiting.write));
      if (error) waiting.reject(error);
      else this.#next.push(waiting);
    }
  }

  #ask(question: Question): Promise<unknown> {
    const ended = this.#ended;
    if (ended) return Promise.reject(ended);
    return new Promise((resolve, reject) => {
      const id = (this.#lastId += 1);
      this.#asked.set(id, { resolve, reject });
      this.#worker.postMessage({ ...question, id } satisfies Request);
    });
  }

  #receive(reply: Reply): void {
    const asked = this.#asked.get(reply.id);
    this.#asked.delete(reply.id);
    if (reply.is === 'done') asked?.resolve(reply.value);
    else asked?.reject(new StorageError(reply.message));
  }

  #end(message: string): void {
    this.#ended ??= new StorageError(message);
    for (const { reject } of this.#asked.values()) reject(this.#ended);
    this.#asked.clear();
  }
}

const documentOf = (write: Write): DocumentName => (write.is === 'row' ? write.row.document : write.document);

/** A view into a larger buffer would carry the whole of that buffer to the other thread. */
const whole = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice());
