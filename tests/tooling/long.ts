/** How far the tests that make rounds go with `test --long`; each makes fewer without. */
const rounds: Readonly<Record<string, string>> = {
  FAULT_ROUNDS: '1000',
  STORIES: '2000',
  FRAMES: '1000000',
  ROUNDS: '20000',
  LONG: '1',
};

/** What is set already stays as it is. */
export const longRounds = (env: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(rounds).filter(([name]) => env[name] === undefined));
