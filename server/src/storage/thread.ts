import { type MessagePort, type ResourceLimits, Worker } from 'node:worker_threads';
import { StorageError } from './contract.ts';

/** A thread that dies is started again when it is next asked, this often at most. */
const startsMost = 5;
const startsWithinMs = 60_000;

/** Every request has one reply with the same id. */
interface Request<Question> {
  readonly id: number;
  readonly question: Question;
}

type Reply =
  | { readonly id: number; readonly is: 'done'; readonly value: unknown }
  | { readonly id: number; readonly is: 'failed'; readonly message: string };

export interface ThreadLog {
  error(fields: object, message: string): void;
}

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StorageError) => void;
}

/**
 * A thread that answers questions, in order. What it was asked when it died has failed; it starts
 * again with the next question, unless it keeps dying.
 */
export class Thread<Question extends object> {
  readonly #module: URL;
  readonly #workerData: unknown;
  readonly #log: ThreadLog | undefined;
  readonly #limits: ResourceLimits;
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #worker: Worker | undefined;
  #starts: number[] = [];
  #lastDeath = '';
  #ended: StorageError | undefined;

  /** @param limits what it may take; it dies where it needs more. */
  constructor(module: URL, workerData: unknown, log?: ThreadLog, limits: ResourceLimits = {}) {
    this.#limits = limits;
    this.#module = module;
    this.#workerData = workerData;
    this.#log = log;
  }

  /** Starts it before it is asked, so that the first answer needn't wait for it. */
  warmUp(): void {
    this.#start();
  }

  /**
   * @param transfer buffers in the question that change hands instead of being copied.
   * @throws StorageError when it failed to answer, or is closed.
   */
  ask(question: Question, transfer: ArrayBuffer[] = []): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    const worker = this.#worker ?? this.#start();
    if (!worker) return Promise.reject(new StorageError(`a thread keeps failing: ${this.#lastDeath}`));
    return new Promise((resolve, reject) => {
      const id = (this.#lastId += 1);
      this.#asked.set(id, { resolve, reject });
      const request: Request<Question> = { id, question };
      worker.postMessage(request, transfer);
    });
  }

  /** Asks a last question, after which the thread ends by itself. */
  async close(question: Question): Promise<void> {
    const worker = this.#worker;
    if (worker && !this.#ended) {
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      const answered = this.ask(question);
      this.#ended = new StorageError('the storage is closed');
      await answered;
      await exited;
    }
    this.#ended ??= new StorageError('the storage is closed');
  }

  #start(): Worker | undefined {
    const now = performance.now();
    this.#starts = this.#starts.filter((start) => now - start < startsWithinMs);
    if (this.#starts.length >= startsMost) return undefined;
    this.#starts.push(now);
    const worker = new Worker(this.#module, { workerData: this.#workerData, resourceLimits: this.#limits });
    this.#worker = worker;
    let why = 'it ended';
    worker.on('message', (reply: Reply) => this.#receive(reply));
    worker.on('error', (error) => (why = messageOf(error)));
    worker.on('exit', () => this.#died(why));
    return worker;
  }

  #receive(reply: Reply): void {
    const asked = this.#asked.get(reply.id);
    this.#asked.delete(reply.id);
    if (reply.is === 'done') asked?.resolve(reply.value);
    else asked?.reject(new StorageError(reply.message));
  }

  #died(why: string): void {
    this.#worker = undefined;
    this.#lastDeath = why;
    if (!this.#ended) {
      this.#log?.error({ thread: this.#module.pathname, why }, 'a thread has died: it starts again when it is needed');
    }
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { reject } of asked) reject(new StorageError(`the thread has failed: ${why}`));
  }
}

/** The other end, inside the thread: what it is asked is answered one after the other, up to `close`. */
export const answerAll = <Question extends { readonly is: string }>(
  port: MessagePort,
  answer: (question: Question) => unknown,
): void => {
  let before: Promise<void> = Promise.resolve();
  const reply = async ({ id, question }: Request<Question>): Promise<void> => {
    try {
      port.postMessage({ id, is: 'done', value: await answer(question) } satisfies Reply);
    } catch (error) {
      port.postMessage({ id, is: 'failed', message: messageOf(error) } satisfies Reply);
    }
    if (question.is === 'close') port.close();
  };
  port.on('message', (request: Request<Question>) => {
    before = before.then(() => reply(request));
  });
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
