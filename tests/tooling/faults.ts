import { parseArgs } from 'node:util';
import { runMain, runNode, tool } from './process.ts';

/** The tests of faults alone, with as many rounds of `kill -9` as one has time for. */
await runMain(() => {
  const { rounds, seed } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' } } }).values;
  for (const number of [rounds, seed]) {
    if (number !== undefined && !/^[1-9]\d*$/.test(number)) throw new Error(`"${number}" is no number from 1 on.`);
  }
  return runNode(
    [
      tool('.', 'vitest'),
      ...['run', '--config', 'tests/tooling/vitest.config.ts', '--project', 'tests', 'tests/faults'],
    ],
    { env: { ...(rounds && { FAULT_ROUNDS: rounds }), ...(seed && { SEED: seed }) } },
  );
});
