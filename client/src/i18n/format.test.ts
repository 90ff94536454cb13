import { afterEach, expect, test } from 'vitest';
import { calendarDayOf, formatCalendarDay, formatDecimal, formatList, formatNumber, languageName } from './format.ts';
import { setLocale } from './index.ts';

afterEach(() => setLocale('en'));

test('a list names as many as asked for and counts the rest', () => {
  expect(formatList(['a', 'b', 'c'], 1)).toBe('a and 2 more');
  expect(formatList(['a', 'b'])).toBe('a and b');
});

test('a calendar day is the same day in every time zone', () => {
  expect(formatCalendarDay('2026-03-01')).toMatch(/\b1\b.*2026/);
});

test('the day of a moment is that of the reader’s own calendar', () => {
  const lateInFebruary = Date.UTC(2026, 1, 28, 23, 30);

  expect(calendarDayOf(lateInFebruary, 'UTC')).toBe('2026-02-28');
  expect(calendarDayOf(lateInFebruary, 'Europe/Stockholm')).toBe('2026-03-01');
  expect(calendarDayOf(lateInFebruary)).toMatch(/^2026-0[23]-\d\d$/);
});

test('numbers and languages follow the reader’s language', () => {
  expect([formatNumber(1234.567), formatDecimal(2), languageName('de')]).toEqual(['1,234.57', '2.0', 'German']);
  setLocale('sv');
  expect([formatDecimal(2), languageName('de')]).toEqual(['2,0', 'tyska']);
});
