import type { Log } from '../ops/log.ts';

const hour = 60 * 60_000;

/** What is swept; each says nothing, or how much it found. */
export type Sweep = () => Promise<number | void>;

/**
 * Sweeps now and every hour. One that fails is logged, and gets its next try in an hour.
 *
 * @returns a function that ends it.
 */
export const sweepHourly = (sweeps: Readonly<Record<string, Sweep>>, log: Log): (() => void) => {
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
  const timer = setInterval(() => void sweepAll(), hour);
  timer.unref();
  return () => clearInterval(timer);
};
