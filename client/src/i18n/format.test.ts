import { afterEach, expect, test } from 'vitest';
import { formatCalendarDay, formatDecimal, formatList, formatNumber, languageName } from './format.ts';
import { setLocale } from './index.ts';

afterEach(() => setLocale('en'));

test('a list names as many as asked for and counts the rest', () => {
  expect(formatList(['a', 'b', 'c'], 1)).toBe('a and 2 more');
  expect(formatList(['a', 'b'])).toBe('a and b');
});

test('a calendar day is the same day in every time zone', () => {
  expect(formatCalendarDay('2026-03-01')).toMatch(/\b1\b.*2026/);
});

test('numbers and languages follow the reader’s language', () => {
  expect([formatNumber(1234.567), formatDecimal(2), languageName('de')]).toEqual(['1,234.57', '2.0', 'German']);
  setLocale('sv');
  expect([formatDecimal(2), languageName('de')]).toEqual(['2,0', 'tyska']);
});
