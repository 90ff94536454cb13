import { afterEach, expect, test } from 'vitest';
import { UnsavedMarks } from './unsavedMarks.ts';

afterEach(() => localStorage.clear());

const marks = (window: string, board = 'brygga:workshop:person') => new UnsavedMarks(localStorage, board, window);

test('what was edited and not saved is known after a reload, on this board and to this person alone', () => {
  marks('one').edited();

  expect(marks('two').left).toBe(true);
  expect(marks('two', 'brygga:workshop:somebodyelse').left).toBe(false);
});

test('once all is saved, nothing is left of this window or of the one before the reload', () => {
  marks('one').edited();
  const two = marks('two');
  two.edited();

  two.saved();

  expect(marks('three').left).toBe(false);
});

test('another window that edits on keeps its mark', () => {
  const one = marks('one');
  one.edited();
  const two = marks('two');
  one.edited();

  two.saved();

  expect(marks('three').left).toBe(true);
});

test('where nothing can be kept, nothing is', () => {
  const kept = new UnsavedMarks(undefined, 'board', 'one');
  kept.edited();
  kept.saved();
  expect(kept.left).toBe(false);
});
