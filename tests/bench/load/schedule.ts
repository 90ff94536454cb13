import { SeededRandom } from '@brygga/shared/testing/seededRandom';
import { now, waitUntil } from './clock.ts';

/** At which time which person acts, in order. Times are milliseconds from the beginning. */
export interface Schedule {
  readonly times: Float64Array;
  readonly people: Uint32Array;
}

/** Everybody acts at the same rate, beginning at a random moment of the first interval; the same for every peer. */
export const createSchedule = (people: number, perSecond: number, seconds: number, seed = 1): Schedule => {
  const random = new SeededRandom(seed);
  const intervalMs = 1000 / perSecond;
  const each = Math.round(perSecond * seconds);
  const turns = Array.from({ length: people }, () => random.fraction()).flatMap((phase, person) =>
    Array.from({ length: each }, (_, turn) => ({ at: (turn + phase) * intervalMs, person })),
  );
  turns.sort((one, other) => one.at - other.at);
  return { times: Float64Array.from(turns, ({ at }) => at), people: Uint32Array.from(turns, ({ person }) => person) };
};

/** Acts at the scheduled times; what is late is done at once, so that a slow server gets no less to do. */
export const runSchedule = async (
  { times, people }: Schedule,
  beginsAt: number,
  act: (person: number) => void,
): Promise<void> => {
  let next = 0;
  while (next < times.length) {
    const elapsed = now() - beginsAt;
    while (next < times.length && (times[next] ?? 0) <= elapsed) {
      act(people[next] ?? 0);
      next += 1;
    }
    if (next < times.length) await waitUntil(beginsAt + (times[next] ?? 0));
  }
};
