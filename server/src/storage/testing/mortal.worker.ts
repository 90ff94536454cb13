import { parentPort } from 'node:worker_threads';
import { answerAll } from '../thread.ts';

export type MortalQuestion =
  | { readonly is: 'echo' | 'throw'; readonly what: string }
  | { readonly is: 'die' | 'close' };

if (!parentPort) throw new Error('mortal.worker runs as a worker thread only');

answerAll<MortalQuestion>(parentPort, async (question) => {
  if (question.is === 'echo') return question.what;
  if (question.is === 'throw') throw new Error(question.what);
  // What is thrown where nobody waits for it ends a thread.
  if (question.is === 'die') await new Promise(() => setImmediate(() => fall()));
  return undefined;
});

const fall = (): never => {
  throw new Error('out of luck');
};
