import { parentPort } from 'node:worker_threads';
import { serveRequests } from '../workerThread.ts';

export type CrashRequest =
  | { readonly kind: 'echo' | 'throw'; readonly what: string }
  | { readonly kind: 'die' | 'close' };

if (!parentPort) throw new Error('mortal.worker runs as a worker thread only');

serveRequests<CrashRequest>(parentPort, async (question) => {
  if (question.kind === 'echo') return question.what;
  if (question.kind === 'throw') throw new Error(question.what);
  // What is thrown where nobody waits for it ends a thread.
  if (question.kind === 'die') await new Promise(() => setImmediate(() => crash()));
  return undefined;
});

const crash = (): never => {
  throw new Error('out of luck');
};
