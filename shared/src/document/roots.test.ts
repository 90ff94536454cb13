import { expect, test } from 'vitest';
import { isRootName, roots, writerBelow } from './roots.ts';

test('people write in the workshop and its cards; all else is written by the server', () => {
  const byPeople = Object.entries(roots).filter(([, { writer }]) => writer === 'people');

  expect(byPeople.map(([name]) => name)).toEqual(['workshop', 'cards']);
});

test('a root that is not in the table is unknown, and so is what every object has', () => {
  expect(isRootName('cards')).toBe(true);
  for (const name of ['votes', '', '__proto__', 'constructor', 'toString']) expect(isRootName(name)).toBe(false);
});

test('a root is known in its own circle alone', () => {
  expect(writerBelow('board', 'cards')).toBe('people');
  expect(writerBelow('board', 'agreements')).toBe('server');
  expect(writerBelow('person', 'tray')).toBe('server');
  expect(writerBelow('board', 'tray')).toBeUndefined();
  expect(writerBelow('person', 'constructor')).toBeUndefined();
});
