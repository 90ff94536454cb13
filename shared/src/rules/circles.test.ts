import { expect, test } from 'vitest';
import { boardCircle as boardCircle, type Circle } from '../document/circles.ts';
import { createFact, writeFacts } from '../agreements/facts.ts';
import { CardId, OrganisationId, PersonId } from '../ids.ts';
import {
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  nth,
  observer,
  person,
} from '../testing/fixtures.ts';
import { newWorkshop } from '../testing/workshop.ts';
import { entranceTo, dependsOnBoard } from './circles.ts';

const [first, second, third] = [nth(companyPeople, 0), nth(companyPeople, 1), nth(companyPeople, 2)];
const otherMayor = person('othermayor', [idOf(OrganisationId, 'cityelsewhere')]);
const everybody = [first, second, third, cityPerson, otherMayor, facilitator, observer];

/** Whom a circle is open to; it must be closed, rather than unknown, to all others. */
const openTo = (circle: Circle, { board } = newWorkshop()) => {
  const entrances = everybody.map((actor) => ({ actor, entrance: entranceTo(actor, circle, board) }));
  expect(entrances.map(({ entrance }) => entrance)).not.toContain('unknown');
  return entrances.filter(({ entrance }) => entrance === 'open').map(({ actor }) => actor.id);
};

test('the board is open to everybody', () => {
  expect(openTo(boardCircle)).toEqual(everybody.map(({ id }) => id));
});

test('P9: a city’s circle is open to its own people and to facilitators', () => {
  expect(openTo({ is: 'city', id: cityId })).toEqual([cityPerson.id, facilitator.id]);
});

test('P9: a company’s circle is open to its own people alone', () => {
  // The observer looks on for the first company.
  expect(openTo({ is: 'company', id: nth(companyIds, 0) })).toEqual([first.id, observer.id]);
});

test('P9: the vault is open to nobody', () => {
  expect(openTo({ is: 'vault' })).toEqual([]);
});

test('P9: a consortium’s circle is open to its members, not to the city nor to facilitators', () => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium();
  const circle: Circle = { is: 'consortium', id: consortium };
  // The observer looks on for the first company.
  expect(openTo(circle, workshop)).toEqual([first.id, observer.id]);

  workshop.execute('seat.take', { consortium, need: nth(needIds, 1) }, second);
  expect(openTo(circle, workshop)).toEqual([first.id, observer.id]);
  workshop.execute('seat.agree', { consortium, need: nth(needIds, 1), claimant: nth(companyIds, 1) }, first);
  expect(openTo(circle, workshop)).toEqual([first.id, second.id, observer.id]);

  workshop.execute('member.withdraw', { consortium }, second);
  expect(openTo(circle, workshop)).toEqual([first.id, observer.id]);
});

test('a facilitator of a member’s company enters as a member', () => {
  const workshop = newWorkshop();
  const circle: Circle = { is: 'consortium', id: workshop.foundConsortium() };
  const both = person('both', companyIds.slice(0, 1), 'facilitator');
  expect(entranceTo(both, circle, workshop.board)).toBe('open');
});

test('a removed consortium is unknown, also to its former members', () => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium();
  workshop.execute('member.withdraw', { consortium }, first);
  workshop.execute('consortium.remove', { consortium }, first);
  expect(entranceTo(first, { is: 'consortium', id: consortium }, workshop.board)).toBe('unknown');
});

test('P9: a person’s circle is open to that person alone', () => {
  const { doc, board } = newWorkshop();
  const listed = { name: 'Åsa', role: 'participant', organisation: cityId } as const;
  writeFacts(doc, [createFact('person.listed', { person: first.id, ...listed })]);
  const own: Circle = { is: 'person', id: first.id };
  expect(everybody.filter((actor) => entranceTo(actor, own, board) === 'open')).toEqual([first]);
  expect(entranceTo(facilitator, own, board)).toBe('closed');
});

test('a circle outside of the workshop is unknown, also to facilitators', () => {
  const { board } = newWorkshop();
  const strange: Circle[] = [
    { is: 'city', id: idOf(OrganisationId, 'cityelsewhere') },
    // A company is no city, and a city no company.
    { is: 'city', id: nth(companyIds, 0) },
    { is: 'company', id: cityId },
    { is: 'consortium', id: idOf(CardId, 'nowhere') },
    { is: 'person', id: idOf(PersonId, 'nobody') },
  ];
  for (const circle of strange) {
    for (const actor of everybody) expect(entranceTo(actor, circle, board)).toBe('unknown');
  }
});

test('the entrance depends on the board for all circles but board, vault and a person’s own', () => {
  expect(dependsOnBoard(first, boardCircle)).toBe(false);
  expect(dependsOnBoard(first, { is: 'vault' })).toBe(false);
  expect(dependsOnBoard(first, { is: 'company', id: nth(companyIds, 0) })).toBe(true);
  expect(dependsOnBoard(first, { is: 'person', id: first.id })).toBe(false);
  expect(dependsOnBoard(first, { is: 'person', id: second.id })).toBe(true);
  expect(dependsOnBoard(first, { is: 'city', id: cityId })).toBe(true);
});
