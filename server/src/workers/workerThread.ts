import { type MessagePort, type ResourceLimits, Worker } from 'node:worker_threads';
import { StorageError } from '../storage/contract.ts';

/** A thread that dies is started again when it is next asked, this often at most. */
const startsMax = 5;
const startsWithinMs = 60_000;

/** Every request has one reply with the same id. */
interface WorkerRequest<Question> {
  readonly id: number;
  readonly payload: Question;
}

type WorkerReply =
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string };

export interface WorkerLog {
  error(fields: object, message: string): void;
}

interface PendingRequest {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StorageError) => void;
}

/**
 * A thread that answers questions, in order. What it was asked when it died has failed; it starts
 * again with the next question, unless it keeps dying.
 */
export class WorkerThread<Question extends object> {
  readonly #module: URL;
  readonly #workerData: unknown;
  readonly #log: WorkerLog | undefined;
  readonly #limits: ResourceLimits;
  readonly #pending = new Map<number, PendingRequest>();
  #lastId = 0;
  #worker: Worker | undefined;
  #starts: number[] = [];
  #lastDeath = '';
  #closed: StorageError | undefined;

  /** @param limits what it may take; it dies where it needs more. */
  constructor(module: URL, workerData: unknown, log?: WorkerLog, limits: ResourceLimits = {}) {
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
  request(question: Question, transfer: ArrayBuffer[] = []): Promise<unknown> {
    if (this.#closed) return Promise.reject(this.#closed);
    const worker = this.#worker ?? this.#start();
    if (!worker) return Promise.reject(new StorageError(`a thread keeps failing: ${this.#lastDeath}`));
    return new Promise((resolve, reject) => {
      const id = (this.#lastId += 1);
      this.#pending.set(id, { resolve, reject });
      const request: WorkerRequest<Question> = { id, payload: question };
      worker.postMessage(request, transfer);
    });
  }

  /** Asks a last question, after which the thread ends by itself. */
  async close(question: Question): Promise<void> {
    const worker = this.#worker;
    if (worker && !this.#closed) {
      const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      const answered = this.request(question);
      this.#closed = new StorageError('the storage is closed');
      await answered;
      await exited;
    }
    this.#closed ??= new StorageError('the storage is closed');
  }

  #start(): Worker | undefined {
    const now = performance.now();
    this.#starts = this.#starts.filter((start) => now - start < startsWithinMs);
    if (this.#starts.length >= startsMax) return undefined;
    this.#starts.push(now);
    const worker = new Worker(this.#module, { workerData: this.#workerData, resourceLimits: this.#limits });
    this.#worker = worker;
    let why = 'it ended';
    worker.on('message', (reply: WorkerReply) => this.#receive(reply));
    worker.on('error', (error) => (why = errorMessage(error)));
    worker.on('exit', () => this.#onExit(why));
    return worker;
  }

  #receive(reply: WorkerReply): void {
    const asked = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.kind === 'done') asked?.resolve(reply.value);
    else asked?.reject(new StorageError(reply.message));
  }

  #onExit(why: string): void {
    this.#worker = undefined;
    this.#lastDeath = why;
    if (!this.#closed) {
      this.#log?.error({ thread: this.#module.pathname, why }, 'a thread has died: it starts again when it is needed');
    }
    const asked = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of asked) reject(new StorageError(`the thread has failed: ${why}`));
  }
}

/** The other end, inside the thread: what it is asked is answered one after the other, up to `close`. */
export const serveRequests = <Question extends { readonly kind: string }>(
  port: MessagePort,
  answer: (question: Question) => unknown,
): void => {
  let before: Promise<void> = Promise.resolve();
  const reply = async ({ id, payload }: WorkerRequest<Question>): Promise<void> => {
    try {
      port.postMessage({ id, kind: 'done', value: await answer(payload) } satisfies WorkerReply);
    } catch (error) {
      port.postMessage({ id, kind: 'failed', message: errorMessage(error) } satisfies WorkerReply);
    }
    if (payload.kind === 'close') port.close();
  };
  port.on('message', (request: WorkerRequest<Question>) => {
    before = before.then(() => reply(request));
  });
};

export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
