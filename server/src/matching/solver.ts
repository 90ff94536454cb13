import type { WorkerThread } from '../storage/thread.ts';
import type { Cover, CoverQuestion } from './setCover.ts';

export type SolverQuestion = { readonly is: 'covers'; readonly asked: CoverQuestion } | { readonly is: 'close' };

/** Solves in a thread of its own: a hard question takes a second that no socket should wait for. */
export interface Solver {
  covers(asked: CoverQuestion): Promise<readonly Cover[]>;
  close(): Promise<void>;
}

export const createSolver = (thread: Pick<WorkerThread<SolverQuestion>, 'ask' | 'close'>): Solver => ({
  // The thread answers with what `solveCovers` gives.
  covers: async (asked) => (await thread.request({ is: 'covers', asked })) as readonly Cover[],
  close: () => thread.close({ is: 'close' }),
});
