import { expect, test } from 'vitest';
import { CardId, newId, OrganisationId, PersonId } from '../ids.ts';
import { type Circle, circleName, readCircle } from './circles.ts';

const named: Exclude<Circle, { is: 'board' }>[] = [
  { is: 'facilitators' },
  { is: 'vault' },
  { is: 'city', id: newId(OrganisationId) },
  { is: 'company', id: newId(OrganisationId) },
  { is: 'consortium', id: newId(CardId) },
  { is: 'person', id: newId(PersonId) },
];

test.each(named)("a $is's circle is found again by its name", (circle) => {
  expect(readCircle(circleName(circle))).toEqual(circle);
});

test.each([
  '',
  '-',
  'city',
  'city-',
  'city-short',
  'facilitators-',
  'vault-',
  'vault-0123456789AB',
  'facilitators-0123456789AB',
  'board-0123456789AB',
  'city-constructor',
  'toString-0123456789AB',
])('%j names no circle', (name) => {
  expect(readCircle(name)).toBeUndefined();
});
