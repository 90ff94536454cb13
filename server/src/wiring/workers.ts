import type { PlanReader } from '../directory/library/planReader.ts';
import type { Solver } from '../matching/setCover.ts';
import type { Log } from '../ops/log.ts';
import type { Typesetter } from '../reports/typesetter.ts';
import { StorageError } from '../storage/contract.ts';
import { createWorkerClient } from '../workers/workerClient.ts';
import type { Database } from './database.ts';
import type { PlanReaderMethods } from './workers/planReader.worker.ts';
import type { SolverMethods } from './workers/solver.worker.ts';
import type { TypesetterMethods } from './workers/typesetter.worker.ts';

const typesetterModule = new URL('./workers/typesetter.worker.ts', import.meta.url);
const solverModule = new URL('./workers/solver.worker.ts', import.meta.url);
const planReaderModule = new URL('./workers/planReader.worker.ts', import.meta.url);

/** A plan that takes more memory than this to read ends its thread, not the server. */
const planReaderLimits = { maxOldGenerationSizeMb: 768 };

export interface Workers {
  readonly planReader: PlanReader;
  readonly typesetter: Typesetter;
  readonly solver: Solver;
  close(): Promise<void>;
}

/** Threads for what would keep sockets waiting; each starts when it is first needed. */
export const createWorkers = ({ file }: Database, log: Log): Workers => {
  const planReader = createWorkerClient<PlanReaderMethods>(planReaderModule, {
    data: { path: file },
    log,
    limits: planReaderLimits,
    knownErrors: [StorageError],
    transfer: { read: (_organisation, bytes) => [bytes] },
  });
  const typesetter = createWorkerClient<TypesetterMethods>(typesetterModule, { log });
  const solver = createWorkerClient<SolverMethods>(solverModule, { log });
  return {
    planReader,
    typesetter,
    solver,
    async close() {
      await planReader.close();
      await typesetter.close();
      await solver.close();
    },
  };
};
