/** The seed of this run, to be given again as `SEED`. */
export const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** Numbers from 0 to 1 that follow from the start alone. */
export const randomFrom = (start: number): (() => number) => {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
