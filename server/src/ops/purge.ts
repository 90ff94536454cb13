import type { Log } from './log.ts';

const hourMs = 60 * 60_000;

/** What is swept; each says nothing, or how much it found. */
export type PurgeTask = () => Promise<number | void>;

/**
 * Sweeps now and every hour. One that fails is logged, and gets its next try in an hour.
 *
 * @returns a function that ends it.
 */
export const purgeHourly = (sweeps: Readonly<Record<string, PurgeTask>>, log: Log): (() => void) => {
  const sweepAll = async (): Promise<void> => {
    for (const [name, sweep] of Object.entries(sweeps)) {
      try {
        const removed = await sweep();
        if (removed) log.info({ name, removed }, 'swept');
      } catch (error) {
        log.error({ err: error, name }, 'could not sweep');
      }
    }
  };
  void sweepAll();
  const timer = setInterval(() => void sweepAll(), hourMs);
  timer.unref();
  return () => clearInterval(timer);
};
