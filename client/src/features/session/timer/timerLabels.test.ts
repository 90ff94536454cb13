import type { Timer } from '@brygga/shared/agreements/session/state';
import { describe, expect, test } from 'vitest';
import { timeLeftLabel, milestoneBetween, milestoneLabel } from './timerLabels.ts';

const runningUntil = (endsAt: number): Timer => ({ is: 'running', endsAt, seconds: 600 });

describe('time left in words', () => {
  test.each([
    [600_000, '10 minutes left'],
    [599_001, '10 minutes left'],
    [119_000, '119 seconds left'],
    [1_000, '1 second left'],
    [0, 'Time is up'],
    [-5_000, 'Time is up'],
  ])('%i ms: %s', (leftMs, label) => expect(timeLeftLabel(runningUntil(leftMs), 0)).toBe(label));

  test('says when it is paused', () => {
    expect(timeLeftLabel({ is: 'paused', left: 180_000, seconds: 600 }, 99)).toBe('Paused, 3 minutes left');
  });
});

describe('the milestone of a timer between two readings', () => {
  test.each([
    [61_000, 60_000, 'one-minute'],
    [70_000, 59_000, 'one-minute'],
    [60_000, 59_000, undefined],
    [1_000, 0, 'time-up'],
    [90_000, -1_000, 'time-up'],
    [0, -1_000, undefined],
    [61_001, 60_001, undefined],
  ] as const)('from %i ms left to %i: %s', (leftBefore, leftNow, milestone) => {
    expect(milestoneBetween(runningUntil(100_000), 100_000 - leftBefore, 100_000 - leftNow)).toBe(milestone);
  });

  test('is nothing while it is paused', () => {
    expect(milestoneBetween({ is: 'paused', left: 60_000, seconds: 600 }, 0, 1_000)).toBeUndefined();
  });
});

test('a milestone names the running step, where there is one', () => {
  expect(milestoneLabel('one-minute', 'Give and get')).toBe('One minute left for Give and get');
  expect(milestoneLabel('time-up', undefined)).toBe('Time is up');
});
