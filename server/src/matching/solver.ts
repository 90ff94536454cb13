import type { WorkerThread } from '../workers/workerThread.ts';
import type { Cover, CoverProblem } from './setCover.ts';

export type SolverRequest = { readonly kind: 'covers'; readonly asked: CoverProblem } | { readonly kind: 'close' };

/** Solves in a thread of its own: a hard question takes a second that no socket should wait for. */
export interface Solver {
  covers(asked: CoverProblem): Promise<readonly Cover[]>;
  close(): Promise<void>;
}

export const createSolver = (thread: Pick<WorkerThread<SolverRequest>, 'request' | 'close'>): Solver => ({
  // The thread answers with what `solveCovers` gives.
  covers: async (asked) => (await thread.request({ kind: 'covers', asked })) as readonly Cover[],
  close: () => thread.close({ kind: 'close' }),
});
