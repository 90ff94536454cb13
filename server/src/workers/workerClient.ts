import { basename } from 'node:path';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import {
  closeMethod,
  errorMessage,
  type WorkerMethods,
  type WorkerReply,
  type WorkerRequest,
} from './workerMessages.ts';

/** A thread that has died is started again by the next request, at most this often. */
const startsMax = 5;
const startsWithinMs = 60_000;

/**
 * - `died`: the thread ended before it replied, or has died too often to be started again.
 * - `failed`: the method has thrown; the message is that of its error.
 * - `closed`: the client is closed.
 */
export type WorkerErrorReason = 'died' | 'failed' | 'closed';

export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  /** Name of the worker's module: `solver` for `solver.worker.ts`. */
  readonly worker: string;
  readonly reason: WorkerErrorReason;

  constructor(worker: string, reason: WorkerErrorReason, message: string) {
    super(message);
    this.worker = worker;
    this.reason = reason;
  }
}

export interface WorkerLog {
  error(fields: object, message: string): void;
}

export interface WorkerOptions<Methods> {
  /** The thread's `workerData`. */
  readonly data?: unknown;
  readonly log?: WorkerLog;
  /** A thread that needs more memory than this dies. */
  readonly limits?: ResourceLimits;
  /** Starts the thread at once, so that the first request needn't wait for it. */
  readonly startNow?: boolean;
  /** For each method the buffers among its arguments that are moved to the thread, not copied. */
  readonly transfer?: {
    readonly [Name in keyof Methods]?: Methods[Name] extends (...args: infer Args) => unknown
      ? (...args: Args) => readonly ArrayBuffer[]
      : never;
  };
  /** Errors that stay what they are when a method throws them; all others become a `WorkerError`. */
  readonly knownErrors?: readonly (new (message: string) => Error)[];
}

/** The methods of a worker thread as they are called from another: each rejects with `WorkerError`. */
export type WorkerClient<Methods> = {
  readonly [Name in Exclude<keyof Methods, 'close'>]: Methods[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
} & {
  /** Waits for all requests, runs the thread's own `close` if it has one, and ends the thread. */
  close(): Promise<void>;
};

/**
 * A client of the thread that `module` is; the module calls `serveWorker`. Requests are answered in
 * their order. When the thread dies, its pending requests fail and the next request starts it again,
 * unless it keeps dying.
 */
export const createWorkerClient = <Methods extends WorkerMethods<Methods>>(
  module: URL,
  options: WorkerOptions<Methods> = {},
): WorkerClient<Methods> => {
  const thread = new RestartingThread(module, options);
  const transfers = new Map<string, (...args: never[]) => readonly ArrayBuffer[]>(
    Object.entries(options.transfer ?? {}),
  );
  const request =
    (method: string) =>
    (...args: never[]): Promise<unknown> =>
      thread.request(method, args, transfers.get(method)?.(...args));
  const methods = new Proxy<{ close(): Promise<void> }>(
    { close: () => thread.close() },
    {
      get(client, name) {
        if (name === closeMethod) return client.close;
        // With a `then`, whoever awaits the client would call it.
        return typeof name === 'symbol' || name === 'then' ? undefined : request(name);
      },
    },
  );
  // The thread's methods are known by their type alone.
  return methods as WorkerClient<Methods>;
};

interface PendingRequest {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

class RestartingThread {
  readonly #module: URL;
  readonly #name: string;
  readonly #options: Omit<WorkerOptions<unknown>, 'transfer'>;
  readonly #pending = new Map<number, PendingRequest>();
  #lastId = 0;
  #worker: Worker | undefined;
  #startTimes: number[] = [];
  #lastDeath = '';
  #isClosed = false;

  constructor(module: URL, options: Omit<WorkerOptions<unknown>, 'transfer'>) {
    this.#module = module;
    this.#name = basename(module.pathname).replace(/\.worker\.\w+$/, '');
    this.#options = options;
    if (options.startNow === true) this.#start();
  }

  request(method: string, args: readonly unknown[], transfer: readonly ArrayBuffer[] = []): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(this.#error('closed', `the ${this.#name} worker is closed`));
    const worker = this.#worker ?? this.#start();
    if (!worker) {
      return Promise.reject(this.#error('died', `the ${this.#name} worker keeps dying: ${this.#lastDeath}`));
    }
    return new Promise((resolve, reject) => {
      const id = (this.#lastId += 1);
      this.#pending.set(id, { resolve, reject });
      worker.postMessage({ id, method, args } satisfies WorkerRequest, [...transfer]);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker || this.#isClosed) {
      this.#isClosed = true;
      return;
    }
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const closed = this.request(closeMethod, []);
    this.#isClosed = true;
    await closed;
    await exited;
  }

  #start(): Worker | undefined {
    const now = performance.now();
    this.#startTimes = this.#startTimes.filter((start) => now - start < startsWithinMs);
    if (this.#startTimes.length >= startsMax) return undefined;
    this.#startTimes.push(now);
    const { data, limits = {} } = this.#options;
    const worker = new Worker(this.#module, { workerData: data, resourceLimits: limits });
    this.#worker = worker;
    let why = 'it ended';
    worker.on('message', (reply: WorkerReply) => this.#receive(reply));
    worker.on('error', (error) => (why = errorMessage(error)));
    worker.on('exit', () => this.#onExit(why));
    return worker;
  }

  #receive(reply: WorkerReply): void {
    const request = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.kind === 'done') return request?.resolve(reply.value);
    const Known = this.#options.knownErrors?.find(({ name }) => name === reply.name);
    request?.reject(Known ? new Known(reply.message) : this.#error('failed', reply.message));
  }

  #onExit(why: string): void {
    this.#worker = undefined;
    this.#lastDeath = why;
    if (!this.#isClosed) {
      const message = 'a worker thread has died; the next request starts it again';
      this.#options.log?.error({ worker: this.#name, why }, message);
    }
    const failed = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of failed) reject(this.#error('died', `the ${this.#name} worker has died: ${why}`));
  }

  #error(reason: WorkerErrorReason, message: string): WorkerError {
    return new WorkerError(this.#name, reason, message);
  }
}
