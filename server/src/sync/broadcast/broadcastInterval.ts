/**
 * A write to a socket costs some 5 µs, whatever it carries: what costs is how often a room is
 * written to, not how much. So a room rests after each flush for about twelve times as long as the
 * flush took, and what comes meanwhile goes out in one frame. That keeps a busy room below a tenth
 * of a core, and a person's edit waits for half the rest on average.
 */
const flushCooldownPerReaderMs = 0.06;
/** Nobody sees this in a hall of people, and everybody would see much more. */
export const flushCooldownMsMax = 20;
/** Timers know whole milliseconds; rooms for a dozen people never rest at all. */
const flushCooldownMsMin = 1;

/** How long a room rests after a flush to so many readers. */
export const flushCooldownFor = (readers: number): number => {
  const rest = Math.min(readers * flushCooldownPerReaderMs, flushCooldownMsMax);
  return rest < flushCooldownMsMin ? 0 : rest;
};

/** So many updates wait for no rest to end: merging more at once takes longer than each is worth. */
export const batchedUpdatesMax = 100;
