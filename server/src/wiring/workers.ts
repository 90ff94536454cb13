import type { PlanReaderRequest } from '../directory/library/planReader.ts';
import { createPlanReaderClient, type PlanReaderClient } from '../directory/library/planReaderClient.ts';
import { createSolver, type Solver, type SolverRequest } from '../matching/solver.ts';
import type { Log } from '../ops/log.ts';
import { createTypesetter, type Typesetter, type TypesettingRequest } from '../reports/typesetter.ts';
import { WorkerThread } from '../workers/workerThread.ts';
import type { Database } from './database.ts';

const typesetterModule = new URL('./workers/typesetter.worker.ts', import.meta.url);
const solverModule = new URL('./workers/solver.worker.ts', import.meta.url);
const planReaderModule = new URL('./workers/planReader.worker.ts', import.meta.url);

/** A plan that takes more than this to read ends its thread, not the server. */
const planReaderLimits = { maxOldGenerationSizeMb: 768 };

export interface Workers {
  readonly planReader: PlanReaderClient;
  readonly typesetter: Typesetter;
  readonly solver: Solver;
  close(): Promise<void>;
}

/** Threads for what would keep sockets waiting; each starts when it is first needed. */
export const createWorkers = ({ file }: Database, log: Log): Workers => {
  const planReader = createPlanReaderClient(
    new WorkerThread<PlanReaderRequest>(planReaderModule, { path: file }, log, planReaderLimits),
  );
  const typesetter = createTypesetter(new WorkerThread<TypesettingRequest>(typesetterModule, undefined, log));
  const solver = createSolver(new WorkerThread<SolverRequest>(solverModule, undefined, log));
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
