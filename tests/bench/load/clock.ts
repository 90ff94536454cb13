/** Milliseconds on a clock that all threads of this process share, and that nobody sets. */
export const now = (): number => {
  const [seconds, nanos] = process.hrtime();
  return seconds * 1000 + nanos / 1e6;
};

export const waitUntil = (at: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, at - now())));

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again and again, with pauses that cost nothing; false when it has not come true in time. */
export const waitForCondition = async (
  holds: () => boolean | Promise<boolean>,
  patienceMs: number,
): Promise<boolean> => {
  const ends = now() + patienceMs;
  while (!(await holds())) {
    if (now() > ends) return false;
    await pause(10);
  }
  return true;
};
