import { parentPort } from 'node:worker_threads';
import {
  closeMethod,
  errorMessage,
  type WorkerMethods,
  type WorkerReply,
  type WorkerRequest,
} from './workerMessages.ts';

/**
 * The thread's side of a `WorkerClient`: answers requests one after another, in their order. `close`,
 * where there is one, runs last.
 */
export const serveWorker = <Methods extends WorkerMethods<Methods>>(methods: Methods): void => {
  const port = parentPort;
  if (!port) throw new Error('this module runs as a worker thread only');
  const functions = new Map<string, (...args: never[]) => unknown>(Object.entries(methods));

  const call = ({ method, args }: WorkerRequest): unknown => {
    const run = functions.get(method);
    if (!run && method !== closeMethod) throw new Error(`this worker has no method ${method}`);
    // The client is typed by the same methods.
    return run?.(...(args as never[]));
  };

  const reply = async (request: WorkerRequest): Promise<void> => {
    const { id } = request;
    try {
      port.postMessage({ id, kind: 'done', value: await call(request) } satisfies WorkerReply);
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Error';
      port.postMessage({ id, kind: 'failed', name, message: errorMessage(error) } satisfies WorkerReply);
    }
    if (request.method === closeMethod) port.close();
  };

  let lastReply: Promise<void> = Promise.resolve();
  port.on('message', (request: WorkerRequest) => {
    lastReply = lastReply.then(() => reply(request));
  });
};
