import { newId, PersonId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import { ClientOwners } from './clientOwners.ts';

const [anna, bo] = [newId(PersonId), newId(PersonId)];

test('a client id belongs to its first author for good', () => {
  const authors = new ClientOwners(new Map([[1, anna]]));
  expect(authors.mayUse([1, 2], anna)).toBe(true);
  expect(authors.mayUse([2], bo)).toBe(true);
  expect(authors.mayUse([2, 1], bo)).toBe(false);
  expect(authors.bind([1, 2], anna)).toEqual([2]);
  expect(authors.mayUse([2], bo)).toBe(false);
  expect(authors.bind([1, 2], anna)).toEqual([]);
});

test('a client id of the server belongs to nobody else', () => {
  const authors = new ClientOwners(new Map());
  authors.bind([7], 'system');
  expect(authors.mayUse([7], anna)).toBe(false);
});
