import { afterEach, expect, test } from 'vitest';
import { UnsavedFlag } from './unsavedFlag.ts';

afterEach(() => localStorage.clear());

const marks = (window: string, board = 'brygga:workshop:person') => new UnsavedFlag(localStorage, board, window);

test('unsaved edits are known after a reload, for this board and person alone', () => {
  marks('one').markEdited();

  expect(marks('two').hasLeftovers).toBe(true);
  expect(marks('two', 'brygga:workshop:somebodyelse').hasLeftovers).toBe(false);
});

test('once all is saved, the flags of this window and of the one before the reload are gone', () => {
  marks('one').markEdited();
  const two = marks('two');
  two.markEdited();

  two.clear();

  expect(marks('three').hasLeftovers).toBe(false);
});

test('another window with unsaved edits keeps its flag', () => {
  const one = marks('one');
  one.markEdited();
  const two = marks('two');
  one.markEdited();

  two.clear();

  expect(marks('three').hasLeftovers).toBe(true);
});
