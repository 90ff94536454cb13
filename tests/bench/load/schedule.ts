import { randomFrom } from '../report/statistics.ts';
import { now, waitUntil } from './clock.ts';

/** When who does their next thing, in order. Times are milliseconds from the beginning. */
export interface Schedule {
  readonly times: Float64Array;
  readonly who: Uint32Array;
}

/** Everybody in their own rhythm, each beginning at a random moment of the first interval; the same for every peer. */
export const createSchedule = (people: number, perSecond: number, seconds: number, seed = 1): Schedule => {
  const random = randomFrom(seed);
  const interval = 1000 / perSecond;
  const each = Math.round(perSecond * seconds);
  const acts = Array.from({ length: people }, random).flatMap((phase, person) =>
    Array.from({ length: each }, (_, turn) => ({ at: (turn + phase) * interval, person })),
  );
  acts.sort((one, other) => one.at - other.at);
  return { times: Float64Array.from(acts, ({ at }) => at), who: Uint32Array.from(acts, ({ person }) => person) };
};

/** Plays it against the clock; what is late is done at once, so that a slow server gets no less to do. */
export const runSchedule = async (
  { times, who }: Schedule,
  beginsAt: number,
  act: (person: number) => void,
): Promise<void> => {
  let next = 0;
  while (next < times.length) {
    const elapsed = now() - beginsAt;
    while (next < times.length && (times[next] ?? 0) <= elapsed) {
      act(who[next] ?? 0);
      next += 1;
    }
    if (next < times.length) await waitUntil(beginsAt + (times[next] ?? 0));
  }
};
