import { expect, test } from 'vitest';
import { median, percentile } from './statistics.ts';

const tenToOne = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

test.each([
  [0.5, 5],
  [0.95, 10],
  [0.1, 1],
  [0, 1],
  [1, 10],
])('a share of %s of ten numbers lies at or below %s', (share, value) => {
  expect(percentile(tenToOne, share)).toBe(value);
});

test('the median is the middle value, or between the two middle ones', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([1, 9, 5, 7])).toBe(6);
});

test('an empty list has no median and no percentile', () => {
  expect(median([])).toBeNaN();
  expect(percentile([], 0.5)).toBeNaN();
});
