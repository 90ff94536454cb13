import { expect, test } from 'vitest';
import { readOptions } from './options.ts';
import { brygga } from './peers/brygga.ts';
import { runFanOut } from './scenarios/fanOut.ts';

test('a tiny round measures what it should: all edits arrive, and cost something', async () => {
  const options = { quick: true, nodeFlags: [] };
  const figures = await runFanOut(brygga, { people: 30, seconds: 1, seats: 31 }, options);

  expect(figures['delivered']).toBe(100);
  for (const figure of ['cpuPerEdit', 'p50', 'savedP99', 'memory']) expect(figures[figure]).toBeGreaterThan(0);
});

test('an argument that makes no sense is answered with how to use it', () => {
  expect(() => readOptions(['sync', '--rounds', 'many'])).toThrow(/--rounds must be a number.*bench sync \[/s);
  expect(() => readOptions(['paint'])).toThrow(/"sync"/);
});
