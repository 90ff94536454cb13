import { expect, test } from 'vitest';
import { editBetween, caretAfter, rebased, transformIndex, truncatedTo } from './textEdits.ts';

test('an edit is found where the caret is, among letters that are all the same', () => {
  expect(editBetween('aaaa', 'aaaaa', 2)).toEqual({ index: 1, remove: 0, insert: 'a' });
  expect(editBetween('aaaa', 'aaaaa', 5)).toEqual({ index: 4, remove: 0, insert: 'a' });
});

test('an edit never cuts a character that takes two units', () => {
  expect(editBetween('😀', '😃', 2)).toEqual({ index: 0, remove: 2, insert: '😃' });
});

test('what is inserted before an index moves it, what is inserted at it or behind does not', () => {
  expect(transformIndex(3, [{ retain: 2 }, { insert: 'xy' }])).toBe(5);
  expect(transformIndex(3, [{ retain: 3 }, { insert: 'xy' }])).toBe(3);
  expect(transformIndex(3, [{ retain: 4 }, { insert: 'xy' }])).toBe(3);
});

test('an index inside of what is deleted comes to its beginning', () => {
  expect(transformIndex(3, [{ retain: 1 }, { delete: 5 }])).toBe(1);
  expect(transformIndex(3, [{ delete: 1 }, { retain: 1 }, { delete: 9 }])).toBe(1);
});

test('an edit of an older text finds its place among later changes', () => {
  const late = [[{ insert: 'so ' }], [{ retain: 5 }, { delete: 2 }]];
  expect(rebased({ index: 4, remove: 2, insert: 'x' }, late)).toEqual({ index: 5, remove: 2, insert: 'x' });
});

test('a caret behind what was typed stays behind it when changes of others are shown', () => {
  const typed = { index: 5, remove: 0, insert: 'abc' };
  const late = [[{ insert: 'xx' }]];
  const placed = caretAfter(typed, rebased(typed, late), late);

  expect([4, 5, 8, 9].map(placed)).toEqual([6, 7, 10, 11]);
});

test('an edit is cut to what the text may hold, and not in the middle of a character', () => {
  expect(truncatedTo({ index: 0, remove: 1, insert: 'abcd' }, 8, 10)).toEqual({ index: 0, remove: 1, insert: 'abc' });
  expect(truncatedTo({ index: 0, remove: 0, insert: 'a😀' }, 8, 10)).toEqual({ index: 0, remove: 0, insert: 'a' });
  expect(truncatedTo({ index: 0, remove: 0, insert: 'abc' }, 12, 10)).toEqual({ index: 0, remove: 0, insert: '' });
});
