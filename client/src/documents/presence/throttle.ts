/** Runs at once, then at most every so often; what was asked for in between runs once, at the end. */
export const throttle = (intervalMs: number, run: () => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const start = () => {
    again = false;
    run();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) start();
    }, intervalMs);
  };
  return {
    ask: () => {
      if (timer === undefined) start();
      else again = true;
    },
    stop: () => clearTimeout(timer),
  };
};
