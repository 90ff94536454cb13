import { Step } from '@brygga/shared/agreements/session/state';
import { nth, stepIds } from '@brygga/shared/testing/fixtures';
import { describe, expect, test } from 'vitest';
import { AgendaDraft } from './agendaDraft.svelte.ts';

const agenda = [8, 12, 25].map((minutes, index) =>
  Step.parse({ id: nth(stepIds, index), title: `Step ${index + 1}`, minutes }),
);

const draftOfAgenda = () => {
  const draft = new AgendaDraft();
  draft.startFrom(agenda);
  return draft;
};
const titles = (draft: AgendaDraft) => draft.steps.map(({ title }) => title);

test('a draft starts as the agenda, and moves, adds and removes steps', () => {
  const draft = draftOfAgenda();
  expect(draft.changed).toBe(false);
  draft.move(nth(stepIds, 2), 0);
  expect(titles(draft)).toEqual(['Step 3', 'Step 1', 'Step 2']);
  draft.move(nth(stepIds, 2), 9);
  expect(titles(draft)).toEqual(['Step 1', 'Step 2', 'Step 3']);
  expect(draft.changed).toBe(false);
  draft.remove(nth(stepIds, 1));
  draft.add();
  expect(titles(draft)).toEqual(['Step 1', 'Step 3', '']);
  expect(draft.changed).toBe(true);
});

test('a draft with an untitled step or invalid minutes is not valid', () => {
  const draft = draftOfAgenda();
  expect(draft.isValid).toBe(true);
  for (const minutes of [null, 0, 481, 1.5]) {
    nth(draft.steps, 0).minutes = minutes;
    expect(draft.isValid).toBe(false);
  }
  nth(draft.steps, 0).minutes = 5;
  nth(draft.steps, 1).title = '  ';
  expect(draft.isValid).toBe(false);
});

describe('when another facilitator changes the agenda', () => {
  const newAgenda = agenda.slice(1);

  test('a draft without changes follows it', () => {
    const draft = draftOfAgenda();
    expect(draft.reconcile(newAgenda)).toBe('followed');
    expect(titles(draft)).toEqual(['Step 2', 'Step 3']);
    expect(draft.reconcile(newAgenda)).toBe('unchanged');
  });

  test('a draft with changes stays', () => {
    const draft = draftOfAgenda();
    nth(draft.steps, 0).title = 'Mine';
    expect(draft.reconcile(newAgenda)).toBe('conflict');
    expect(titles(draft)).toEqual(['Mine', 'Step 2', 'Step 3']);
  });

  test('the same change on both sides is no conflict', () => {
    const draft = draftOfAgenda();
    draft.remove(nth(stepIds, 0));
    expect(draft.reconcile(newAgenda)).toBe('unchanged');
    expect(draft.changed).toBe(false);
  });
});
