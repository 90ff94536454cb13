import { serveWorker } from '../serveWorker.ts';

/** Kept by its name when it crosses to the client. */
export class EchoError extends Error {
  override readonly name = 'EchoError';
}

const crash = (): never => {
  throw new Error('out of luck');
};

const methods = {
  echo: (text: string) => text,
  size: (buffer: ArrayBuffer) => buffer.byteLength,
  fail: (message: string): never => {
    throw new Error(message);
  },
  failAsEcho: (message: string): never => {
    throw new EchoError(message);
  },
  // An error that nobody can catch ends a thread.
  die: () => new Promise<never>(() => setImmediate(crash)),
};
export type CrashingWorker = typeof methods;

serveWorker(methods);
