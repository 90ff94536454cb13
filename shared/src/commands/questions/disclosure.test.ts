import { expect, test } from 'vitest';
import { announcementsOn, boardOf } from '../../agreements/board.ts';
import { type Circle, facilitatorsCircle } from '../../document/circles.ts';
import { OrganisationId, RecordId } from '../../ids.ts';
import { cityId, cityPerson, companyIds, companyPeople, facilitator, idOf, nth } from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const disclosure = idOf(RecordId, 'disclosure');
const city: Circle = { is: 'city', id: cityId };
const told = [nth(companyIds, 0), nth(companyIds, 0), nth(companyIds, 1)];
const said = { disclosure, what: 'The budget is 2 M€.', told, via: 'meeting', day: '2026-03-01' } as const;

const disclosureIn = ({ docs }: Workshop, circle: Circle) => boardOf(docs(circle)).disclosure(disclosure);

test('a city’s disclosure is recorded with it and the facilitators, each company once', () => {
  const workshop = newWorkshop();
  const before = workshop.contents();

  expect(factNamesOf(workshop.execute('disclosure.record', said, cityPerson))).toEqual(['disclosure.recorded']);
  for (const circle of [facilitatorsCircle, city]) {
    expect(disclosureIn(workshop, circle)).toMatchObject({
      told: companyIds.slice(0, 2),
      by: cityPerson.id,
      city: cityId,
    });
  }
  expect(workshop.contents()).toEqual(before);
});

test('a facilitator’s disclosure without a city is recorded with the facilitators alone', () => {
  const workshop = newWorkshop();
  workshop.execute('disclosure.record', said, facilitator);

  expect(disclosureIn(workshop, facilitatorsCircle)?.what).toBe(said.what);
  expect(disclosureIn(workshop, city)).toBeUndefined();
});

test('a disclosure is sent to everyone once, in an edited text', () => {
  const workshop = newWorkshop();
  workshop.execute('disclosure.record', said, cityPerson);
  const sent = { disclosure, of: cityId, text: 'There are two million euros.' };

  expect(factNamesOf(workshop.execute('disclosure.send', sent, facilitator))).toEqual([
    'announcement.made',
    'disclosure.sent',
  ]);
  expect(announcementsOn(workshop.doc)).toEqual([{ id: disclosure, at: workshop.at, text: sent.text }]);
  expect(disclosureIn(workshop, city)?.sentAt).toBe(workshop.at);
  expect(workshop.execute('disclosure.send', sent, facilitator)).toMatchObject({ reason: 'told-already' });
});

test.each([
  ['a company that is not here', { told: [idOf(OrganisationId, 'company', 9)] }, 'unknown-company'],
  ['a city as a company', { told: [cityId] }, 'unknown-company'],
])('%s is refused', (_what, fields, reason) => {
  expect(newWorkshop().execute('disclosure.record', { ...said, ...fields }, facilitator)).toMatchObject({ reason });
});

test.each([{ told: [] }, { day: 'yesterday' }, { via: 'pigeon' }, { what: '  ' }])('%j is malformed', (fields) => {
  expect(newWorkshop().execute('disclosure.record', { ...said, ...fields }, facilitator).kind).toBe('malformed');
});

test('companies record and send no disclosure', () => {
  const workshop = newWorkshop();
  const company = nth(companyPeople, 0);

  expect(workshop.execute('disclosure.record', said, company)).toMatchObject({ kind: 'forbidden' });
  expect(workshop.execute('disclosure.send', { disclosure, text: 'All' }, company)).toMatchObject({
    kind: 'forbidden',
  });
});
