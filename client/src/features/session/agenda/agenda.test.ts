import { Step } from '@brygga/shared/agreements/session/state';
import { nth, stepIds } from '@brygga/shared/testing/fixtures';
import { expect, test } from 'vitest';
import { durationLabel, agendaEnd, stepProgresses, totalMinutes } from './agenda.ts';

const minute = 60_000;
const agenda = [8, 12, 25].map((minutes, at) => Step.parse({ id: nth(stepIds, at), title: `Step ${at + 1}`, minutes }));

test('steps are past, now, next and later; before the first, the first is next', () => {
  expect(stepProgresses(agenda, nth(stepIds, 1))).toEqual(['past', 'now', 'next']);
  expect(stepProgresses(agenda, nth(stepIds, 0))).toEqual(['now', 'next', 'later']);
  expect(stepProgresses(agenda, null)).toEqual(['next', 'later', 'later']);
});

test('an agenda that has not begun ends after all its minutes from now', () => {
  expect(totalMinutes(agenda)).toBe(45);
  expect(agendaEnd({ agenda, step: null, timer: null }, 0)).toBe(45 * minute);
});

test('a running one ends after what is left of its step and all that follows', () => {
  const timer = { is: 'running', endsAt: 5 * minute, seconds: 720 } as const;
  expect(agendaEnd({ agenda, step: nth(stepIds, 1), timer }, 2 * minute)).toBe((5 + 25) * minute);
});

test('a step that has overrun pushes the end', () => {
  const timer = { is: 'running', endsAt: 5 * minute, seconds: 720 } as const;
  expect(agendaEnd({ agenda, step: nth(stepIds, 1), timer }, 9 * minute)).toBe((9 + 25) * minute);
});

test('long durations are said in hours', () => {
  expect(durationLabel(45)).toBe('45 min');
  expect(durationLabel(150)).toBe('2 h 30 min');
});
