import { availableParallelism } from 'node:os';

/** Runs jobs in their order, at most `width` at a time: a core that is free takes the next. */
export const runInParallel = async (
  jobs: readonly (() => Promise<void>)[],
  width = Math.max(2, availableParallelism()),
): Promise<void> => {
  const queue = [...jobs];
  const work = async (): Promise<void> => {
    for (let job = queue.shift(); job; job = queue.shift()) await job();
  };
  await Promise.all(Array.from({ length: width }, work));
};
