import { Step } from '@brygga/shared/agreements/session/state';
import { nth, stepIds } from '@brygga/shared/testing/fixtures';
import { expect, test } from 'vitest';
import { durationLabel, agendaEnd, stepProgresses, totalMinutes } from './agenda.ts';

const minuteMs = 60_000;
const agenda = [8, 12, 25].map((minutes, index) =>
  Step.parse({ id: nth(stepIds, index), title: `Step ${index + 1}`, minutes }),
);

test('steps are past, now, next and later; while none runs, the first is next', () => {
  expect(stepProgresses(agenda, nth(stepIds, 1))).toEqual(['past', 'now', 'next']);
  expect(stepProgresses(agenda, nth(stepIds, 0))).toEqual(['now', 'next', 'later']);
  expect(stepProgresses(agenda, null)).toEqual(['next', 'later', 'later']);
});

test('an agenda that has not begun ends after all its minutes from now', () => {
  expect(totalMinutes(agenda)).toBe(45);
  expect(agendaEnd({ agenda, step: null, timer: null }, 0)).toBe(45 * minuteMs);
});

test('a running agenda ends after the rest of its step and all later ones', () => {
  const timer = { is: 'running', endsAt: 5 * minuteMs, seconds: 720 } as const;
  expect(agendaEnd({ agenda, step: nth(stepIds, 1), timer }, 2 * minuteMs)).toBe((5 + 25) * minuteMs);
});

test('a step that overruns moves the end', () => {
  const timer = { is: 'running', endsAt: 5 * minuteMs, seconds: 720 } as const;
  expect(agendaEnd({ agenda, step: nth(stepIds, 1), timer }, 9 * minuteMs)).toBe((9 + 25) * minuteMs);
});

test('long durations are shown in hours', () => {
  expect(durationLabel(45)).toBe('45 min');
  expect(durationLabel(150)).toBe('2 h 30 min');
});
