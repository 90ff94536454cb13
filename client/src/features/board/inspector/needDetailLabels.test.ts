import { expect, test } from 'vitest';
import { parseWorkShare } from './needDetailLabels.ts';

test.each([
  ['40', 40],
  [' 40 % ', 40],
  ['1', 1],
  ['100', 100],
  ['', undefined],
  ['0', 'wrong'],
  ['101', 'wrong'],
  ['12.5', 'wrong'],
  ['-3', 'wrong'],
  ['half', 'wrong'],
])('%j is parsed as %s', (typed, share) => {
  expect(parseWorkShare(typed)).toBe(share);
});
