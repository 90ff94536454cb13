import { afterEach, expect, test } from 'vitest';
import { UnsavedFlag } from './unsavedFlag.ts';

afterEach(() => localStorage.clear());

const marks = (window: string, board = 'brygga:workshop:person') => new UnsavedFlag(localStorage, board, window);

test('what was edited and not saved is known after a reload, on this board and to this person alone', () => {
  marks('one').markEdited();

  expect(marks('two').hasLeftovers).toBe(true);
  expect(marks('two', 'brygga:workshop:somebodyelse').hasLeftovers).toBe(false);
});

test('once all is saved, nothing is left of this window or of the one before the reload', () => {
  marks('one').markEdited();
  const two = marks('two');
  two.markEdited();

  two.clear();

  expect(marks('three').hasLeftovers).toBe(false);
});

test('another window that edits on keeps its mark', () => {
  const one = marks('one');
  one.markEdited();
  const two = marks('two');
  one.markEdited();

  two.clear();

  expect(marks('three').hasLeftovers).toBe(true);
});

test('where nothing can be kept, nothing is', () => {
  const flag = new UnsavedFlag(undefined, 'board', 'one');
  flag.markEdited();
  flag.clear();
  expect(flag.hasLeftovers).toBe(false);
});
