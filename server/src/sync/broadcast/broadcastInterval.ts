/**
 * A write to a socket costs about 5 µs whatever its size, so the number of writes counts. After each
 * flush a room waits about twelve times as long as the flush took, and updates of that time go out in
 * one frame. That keeps a busy room below a tenth of a core; an edit waits half the cooldown on average.
 */
const flushCooldownPerReaderMs = 0.06;
/** Not noticeable for people; much more would be. */
export const flushCooldownMsMax = 20;
/** Timers have a resolution of 1 ms; rooms of up to 16 readers have no cooldown. */
const flushCooldownMsMin = 1;

/** Milliseconds to wait after a flush to this many readers. */
export const flushCooldownFor = (readers: number): number => {
  const cooldownMs = Math.min(readers * flushCooldownPerReaderMs, flushCooldownMsMax);
  return cooldownMs < flushCooldownMsMin ? 0 : cooldownMs;
};

/** A batch of this size is flushed at once: merging more updates takes longer than sending them. */
export const batchedUpdatesMax = 100;
