import { expect, test } from 'vitest';
import { reconnectDelayMs } from './reconnectDelay.ts';

test('delays grow with each failed attempt, up to some seconds', () => {
  const waits = Array.from({ length: 30 }, (_, tries) => reconnectDelayMs(tries, 1006, () => 1));

  expect(waits[0]).toBeLessThanOrEqual(500);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.at(-1)).toBeLessThanOrEqual(10_000);
});

test('after a restart clients reconnect spread over more than a second', () => {
  const [soonest, latest] = [0, 1].map((random) => reconnectDelayMs(0, 1012, () => random));

  expect((latest ?? 0) - (soonest ?? 0)).toBeGreaterThan(1_000);
});
