import { expect, test } from 'vitest';
import { editBetween, caretAfter, rebased, transformIndex, truncatedTo } from './textEdits.ts';

test('among equal letters an edit is found at the caret', () => {
  expect(editBetween('aaaa', 'aaaaa', 2)).toEqual({ index: 1, remove: 0, insert: 'a' });
  expect(editBetween('aaaa', 'aaaaa', 5)).toEqual({ index: 4, remove: 0, insert: 'a' });
});

test('an edit never cuts a surrogate pair', () => {
  expect(editBetween('😀', '😃', 2)).toEqual({ index: 0, remove: 2, insert: '😃' });
});

test('an insertion before an index moves it, one at it or behind does not', () => {
  expect(transformIndex(3, [{ retain: 2 }, { insert: 'xy' }])).toBe(5);
  expect(transformIndex(3, [{ retain: 3 }, { insert: 'xy' }])).toBe(3);
  expect(transformIndex(3, [{ retain: 4 }, { insert: 'xy' }])).toBe(3);
});

test('an index within deleted text moves to its start', () => {
  expect(transformIndex(3, [{ retain: 1 }, { delete: 5 }])).toBe(1);
  expect(transformIndex(3, [{ delete: 1 }, { retain: 1 }, { delete: 9 }])).toBe(1);
});

test('an edit of an older text is adjusted to later changes', () => {
  const late = [[{ insert: 'so ' }], [{ retain: 5 }, { delete: 2 }]];
  expect(rebased({ index: 4, remove: 2, insert: 'x' }, late)).toEqual({
    index: 5,
    remove: 2,
    insert: 'x',
    removals: [{ index: 5, length: 2 }],
  });
});

test.each([
  [[{ retain: 3 }, { insert: '!' }], [{ index: 4, length: 2 }]],
  [
    [{ retain: 4 }, { insert: '!' }],
    [
      { index: 3, length: 1 },
      { index: 5, length: 1 },
    ],
  ],
  [[{ retain: 5 }, { insert: '!' }], [{ index: 3, length: 2 }]],
  [[{ retain: 4 }, { delete: 1 }, { insert: '!' }], [{ index: 3, length: 1 }]],
])('P2: what others wrote at or within replaced letters stays: %j', (late, removals) => {
  expect(rebased({ index: 3, remove: 2, insert: '日本' }, [late])).toMatchObject({ index: 3, removals });
});

test('a caret behind typed text stays behind it when others’ changes are shown', () => {
  const typed = { index: 5, remove: 0, insert: 'abc' };
  const late = [[{ insert: 'xx' }]];
  const placed = caretAfter(typed, rebased(typed, late), late);

  expect([4, 5, 8, 9].map(placed)).toEqual([6, 7, 10, 11]);
});

test('an edit is cut at the maximum, not within a surrogate pair', () => {
  expect(truncatedTo({ index: 0, remove: 1, insert: 'abcd' }, 8, 10)).toEqual({ index: 0, remove: 1, insert: 'abc' });
  expect(truncatedTo({ index: 0, remove: 0, insert: 'a😀' }, 8, 10)).toEqual({ index: 0, remove: 0, insert: 'a' });
  expect(truncatedTo({ index: 0, remove: 0, insert: 'abc' }, 12, 10)).toEqual({ index: 0, remove: 0, insert: '' });
});
