import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CrowdMethods } from './crowd.worker.ts';
import { remoteOf } from './remote.ts';

/** A thread with many sockets that count what they are sent. */
export const openCrowd = () => {
  const worker = new Worker(join(import.meta.dirname, 'crowd.worker.ts'));
  return {
    ask: remoteOf<CrowdMethods>(worker),
    async close(): Promise<void> {
      await worker.terminate();
    },
  };
};

export type Crowd = ReturnType<typeof openCrowd>;
