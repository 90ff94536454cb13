import type { Log } from './log.ts';

const hourMs = 60 * 60_000;

/** Removes what nobody needs any more; resolves with how much that was, where it counts. */
export type PurgeTask = () => Promise<number | void>;

/**
 * Runs the tasks now and every hour, one after another. A task that fails is logged and tried again in
 * an hour.
 *
 * @returns a function that ends this; it resolves when no task is running any more.
 */
export const purgeHourly = (tasks: Readonly<Record<string, PurgeTask>>, log: Log): (() => Promise<void>) => {
  let stopped = false;
  const purge = async (): Promise<void> => {
    for (const [name, task] of Object.entries(tasks)) {
      if (stopped) return;
      try {
        const removed = await task();
        if (removed) log.info({ name, removed }, 'swept');
      } catch (error) {
        log.error({ err: error, name }, 'could not sweep');
      }
    }
  };
  let running = purge();
  const timer = setInterval(() => {
    running = running.then(purge);
  }, hourMs);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
};
