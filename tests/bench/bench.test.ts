import { expect, test } from 'vitest';
import { readOptions } from './options.ts';
import { brygga } from './peers/brygga.ts';
import { runFanOut } from './scenarios/fanOut.ts';

test('a tiny round measures: all edits arrive, and take time', async () => {
  const options = { quick: true, nodeFlags: [] };
  const figures = await runFanOut(brygga, { people: 30, seconds: 1, seats: 31 }, options);

  expect(figures['delivered']).toBe(100);
  for (const figure of ['cpuPerEdit', 'p50', 'savedP99', 'memory']) expect(figures[figure]).toBeGreaterThan(0);
});

test('an invalid argument prints the usage', () => {
  expect(() => readOptions(['sync', '--rounds', 'many'])).toThrow(/--rounds must be a number.*bench sync \[/s);
  expect(() => readOptions(['paint'])).toThrow(/"sync"/);
});
