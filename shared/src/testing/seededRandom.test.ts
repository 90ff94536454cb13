import { expect, test } from 'vitest';
import { SeededRandom } from './seededRandom.ts';

test('the same seed gives the same numbers, spread over the whole range', () => {
  const [one, other] = [new SeededRandom(3), new SeededRandom(3)];
  const numbers = Array.from({ length: 1_000 }, () => one.fraction());

  expect(Array.from({ length: 1_000 }, () => other.fraction())).toEqual(numbers);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const inTenth = numbers.filter((number) => Math.floor(number * 10) === tenth).length;
    expect(inTenth).toBeGreaterThan(50);
  }
});
