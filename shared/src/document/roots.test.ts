import { expect, test } from 'vitest';
import { isRootName, roots, writerBelow } from './roots.ts';

test('people write the workshop and its cards, the server all other roots', () => {
  const byPeople = Object.entries(roots).filter(([, { writer }]) => writer === 'people');

  expect(byPeople.map(([name]) => name)).toEqual(['workshop', 'cards']);
});

test('a root that is not in the table is unknown, also a property of every object', () => {
  expect(isRootName('cards')).toBe(true);
  for (const name of ['votes', '', '__proto__', 'constructor', 'toString']) expect(isRootName(name)).toBe(false);
});

test('a root is known in its own circles alone', () => {
  expect(writerBelow('board', 'cards')).toBe('people');
  expect(writerBelow('board', 'agreements')).toBe('server');
  expect(writerBelow('person', 'tray')).toBe('server');
  expect(writerBelow('board', 'tray')).toBeUndefined();
  expect(writerBelow('person', 'constructor')).toBeUndefined();
});
