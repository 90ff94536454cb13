import { expect, test } from 'vitest';
import { isRootName, roots } from './roots.ts';

test('people write in the workshop and its cards; all else is written by the server', () => {
  const byPeople = Object.entries(roots).filter(([, { writer }]) => writer === 'people');

  expect(byPeople.map(([name]) => name)).toEqual(['workshop', 'cards']);
});

test('a root that is not in the table is unknown, and so is what every object has', () => {
  expect(isRootName('cards')).toBe(true);
  for (const name of ['votes', '', '__proto__', 'constructor', 'toString']) expect(isRootName(name)).toBe(false);
});
