/** The seed of a random test, printed with a failure; `SEED` repeats the run. */
export const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
