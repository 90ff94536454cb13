import { expect, test } from 'vitest';
import { OrganisationId, PersonId } from '../../ids.ts';
import { facilitator, idOf, system } from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop } from '../../testing/workshop.ts';

const organisation = idOf(OrganisationId, 'newcomers');
const person = idOf(PersonId, 'newcomer');
const listing = {
  person,
  name: 'Bo',
  organisation,
  role: 'participant',
  organisationListed: { kind: 'company', name: 'Nordvind', country: 'SE' },
} as const;

test('a new person is listed with their organisation', () => {
  const workshop = newWorkshop();
  const { board } = workshop;

  expect(factNamesOf(workshop.execute('roster.list', listing, system))).toEqual([
    'organisation.listed',
    'person.listed',
  ]);
  expect(board.person(person)).toEqual({ name: 'Bo', organisation, role: 'participant' });
  expect(board.organisation(organisation)).toEqual(listing.organisationListed);
});

test('listing the same person again changes nothing', () => {
  const workshop = newWorkshop();
  workshop.execute('roster.list', listing, system);

  expect(factNamesOf(workshop.execute('roster.list', listing, system))).toEqual([]);
});

test.each([
  [{ name: 'Bo Ek' }, ['person.listed']],
  [{ role: 'observer' }, ['person.listed']],
  [{ organisationListed: { ...listing.organisationListed, name: 'Nordvind AB' } }, ['organisation.listed']],
  [{ organisationListed: { ...listing.organisationListed, country: 'NO' } }, ['organisation.listed']],
])('listing with %j records only what differs', (fields, listed) => {
  const workshop = newWorkshop();
  workshop.execute('roster.list', listing, system);

  expect(factNamesOf(workshop.execute('roster.list', { ...listing, ...fields }, system))).toEqual(listed);
});

test('a person is removed once, and their organisation stays', () => {
  const workshop = newWorkshop();
  const { board } = workshop;
  workshop.execute('roster.list', listing, system);

  expect(factNamesOf(workshop.execute('roster.remove', { person }, system))).toEqual(['person.unlisted']);
  expect(board.person(person)).toBeUndefined();
  expect(board.organisation(organisation)).toEqual(listing.organisationListed);
  expect(factNamesOf(workshop.execute('roster.remove', { person }, system))).toEqual([]);
});

test('only the server removes people', () => {
  const verdict = newWorkshop().execute('roster.remove', { person }, facilitator);
  expect(verdict).toEqual({ kind: 'forbidden', reason: 'system-only' });
});

test('only the server lists people', () => {
  expect(newWorkshop().execute('roster.list', listing, facilitator)).toEqual({
    kind: 'forbidden',
    reason: 'system-only',
  });
});
