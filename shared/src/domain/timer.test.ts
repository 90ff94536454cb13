import { describe, expect, test } from 'vitest';
import { formatTimeLeft, timeLeft } from './timer.ts';

describe('the time that is left', () => {
  test('decreases while the timer runs, and stops at zero', () => {
    const timer = { is: 'running', endsAt: 10_000, seconds: 10 } as const;

    expect(timeLeft(timer, 0)).toBe(10_000);
    expect(timeLeft(timer, 9_999)).toBe(1);
    expect(timeLeft(timer, 10_000)).toBe(0);
    expect(timeLeft(timer, 99_999)).toBe(0);
  });

  test('is never more than the timer’s duration, however slow the clock', () => {
    const timer = { is: 'running', endsAt: 10_500, seconds: 10 } as const;

    expect(timeLeft(timer, 0)).toBe(10_000);
  });

  test('does not change while the timer is paused', () => {
    const timer = { is: 'paused', left: 4_000, seconds: 10 } as const;

    expect(timeLeft(timer, 0)).toBe(4_000);
    expect(timeLeft(timer, 99_999)).toBe(4_000);
  });
});

test.each([
  [0, '0:00'],
  [1, '0:01'],
  [1_000, '0:01'],
  [59_001, '1:00'],
  [725_000, '12:05'],
  [3_599_001, '1:00:00'],
  [3_600_000, '1:00:00'],
  [28_800_000, '8:00:00'],
])('%i ms read %s: zero shows only when the time is up', (leftMs, face) => {
  expect(formatTimeLeft(leftMs)).toBe(face);
});
