import { Step } from '@brygga/shared/agreements/session/state';
import { nth, stepIds } from '@brygga/shared/testing/fixtures';
import { describe, expect, test } from 'vitest';
import { AgendaDraft } from './agendaDraft.svelte.ts';

const agenda = [8, 12, 25].map((minutes, at) => Step.parse({ id: nth(stepIds, at), title: `Step ${at + 1}`, minutes }));

const begun = () => {
  const draft = new AgendaDraft();
  draft.startFrom(agenda);
  return draft;
};
const titles = (draft: AgendaDraft) => draft.steps.map(({ title }) => title);

test('a draft begins as the agenda is, and moves, adds and removes steps', () => {
  const draft = begun();
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

test('a draft with a nameless step or impossible minutes is not saved', () => {
  const draft = begun();
  expect(draft.isValid).toBe(true);
  for (const minutes of [null, 0, 481, 1.5]) {
    nth(draft.steps, 0).minutes = minutes;
    expect(draft.isValid).toBe(false);
  }
  nth(draft.steps, 0).minutes = 5;
  nth(draft.steps, 1).title = '  ';
  expect(draft.isValid).toBe(false);
});

describe('when the agenda is changed by another facilitator meanwhile', () => {
  const theirs = agenda.slice(1);

  test('a draft without changes follows it', () => {
    const draft = begun();
    expect(draft.reconcile(theirs)).toBe('taken');
    expect(titles(draft)).toEqual(['Step 2', 'Step 3']);
    expect(draft.reconcile(theirs)).toBe('ours');
  });

  test('a draft with changes is kept', () => {
    const draft = begun();
    nth(draft.steps, 0).title = 'Mine';
    expect(draft.reconcile(theirs)).toBe('theirs');
    expect(titles(draft)).toEqual(['Mine', 'Step 2', 'Step 3']);
  });

  test('the same change on both sides is no clash', () => {
    const draft = begun();
    draft.remove(nth(stepIds, 0));
    expect(draft.reconcile(theirs)).toBe('ours');
    expect(draft.changed).toBe(false);
  });
});
