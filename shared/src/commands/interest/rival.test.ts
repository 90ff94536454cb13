import { describe, expect, test } from 'vitest';
import { type Circle, vaultCircle } from '../../document/circles.ts';
import type { CardId, OrganisationId } from '../../ids.ts';
import {
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  needIds,
  nth,
  observer,
} from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const [one, two, three] = [nth(companyIds, 0), nth(companyIds, 1), nth(companyIds, 2)];
const [ofOne, ofTwo, ofThree] = [nth(companyPeople, 0), nth(companyPeople, 1), nth(companyPeople, 2)];

const circleOf = (id: OrganisationId): Circle => ({ is: 'company', id });
const warned = (workshop: Workshop, id: OrganisationId): unknown =>
  Object.values(workshop.docs(circleOf(id)).getMap('warnings').toJSON());
const take = (workshop: Workshop, consortium: CardId, which: number, by = nth(companyPeople, which)) =>
  workshop.execute('seat.take', { consortium, need: nth(needIds, which), company: nth(companyIds, which) }, by);

describe('a rival', () => {
  test('P9: lies in the vault alone, and can be withdrawn', () => {
    const workshop = newWorkshop();
    const before = workshop.contents();
    expect(factNamesOf(workshop.execute('rival.declare', { rival: two }, ofOne))).toEqual(['rival.declared']);
    expect(Object.values(workshop.docs(vaultCircle).getMap('rivals').toJSON())).toEqual([
      { company: one, rival: two, by: ofOne.id, at: workshop.at },
    ]);
    expect(workshop.contents()).toEqual(before);
    expect(workshop.docs(circleOf(one)).store.clients.size).toBe(0);

    expect(factNamesOf(workshop.execute('rival.withdraw', { rival: two }, ofOne))).toEqual(['rival.withdrawn']);
    expect(workshop.docs(vaultCircle).getMap('rivals').toJSON()).toEqual({});
  });

  test.each([
    ['a facilitator', facilitator, 'not-your-company'],
    ['an observer', observer, 'observers-read'],
    ['a city', cityPerson, 'not-your-company'],
    ['the rival', ofTwo, 'not-your-company'],
  ])('is not declared for it by %s', (_who, person, reason) => {
    const input = { company: one, rival: two };
    expect(newWorkshop().execute('rival.declare', input, person)).toEqual({ kind: 'forbidden', reason });
    expect(newWorkshop().execute('rival.withdraw', input, person)).toEqual({ kind: 'forbidden', reason });
  });

  test.each([
    ['itself', one, 'not-oneself'],
    ['a city', cityId, 'unknown-company'],
  ])('is not %s', (_whom, rival, reason) => {
    expect(newWorkshop().execute('rival.declare', { rival }, ofOne)).toEqual({ kind: 'refused', reason });
  });

  test('is declared once, however often it is sent', () => {
    const workshop = newWorkshop();
    workshop.execute('rival.declare', { rival: two }, ofOne);
    expect(factNamesOf(workshop.execute('rival.declare', { rival: two }, ofOne))).toEqual([]);
    expect(factNamesOf(workshop.execute('rival.withdraw', { rival: three }, ofOne))).toEqual([]);
  });
});

describe('a company that asks for a seat', () => {
  test('P9: gets it although a member declared it a rival, and the member is warned', () => {
    const [plain, watched] = [newWorkshop(), newWorkshop()];
    watched.execute('rival.declare', { rival: two }, ofOne);
    const consortia = [plain, watched].map((workshop) => workshop.foundConsortium());
    const answers = [plain, watched].map((workshop, which) => {
      const verdict = take(workshop, nth(consortia, which), 1);
      return verdict.kind === 'decided' ? verdict.result : verdict;
    });

    expect(answers[1]).toEqual(answers[0]);
    expect(watched.contents()).toEqual(plain.contents());
    expect(warned(plain, one)).toEqual([]);
    expect(warned(watched, one)).toEqual([{ rival: two, consortium: consortia[1], at: watched.at }]);
  });

  test('P9: is reported to nobody but the member that declared it', () => {
    const workshop = newWorkshop();
    workshop.execute('rival.declare', { rival: three }, ofOne);
    const consortium = workshop.foundConsortium();
    take(workshop, consortium, 1);
    take(workshop, consortium, 2);
    expect(warned(workshop, one)).toHaveLength(1);
    for (const other of [two, three]) expect(warned(workshop, other)).toEqual([]);
  });

  test('warns a member once, and not again once it is a member itself', () => {
    const workshop = newWorkshop();
    workshop.execute('rival.declare', { rival: two }, ofOne);
    const consortium = workshop.foundConsortium();
    take(workshop, consortium, 1);
    const again = workshop.execute('seat.take', { consortium, need: nth(needIds, 2) }, ofTwo);
    expect(factNamesOf(again)).not.toContain('rival.neared');
  });

  test('is not warned of its own rival, whom it sees itself', () => {
    const workshop = newWorkshop();
    workshop.execute('rival.declare', { rival: one }, ofThree);
    take(workshop, workshop.foundConsortium(), 2);
    for (const id of [one, three]) expect(warned(workshop, id)).toEqual([]);
  });

  test('warns also if a facilitator asks on its behalf', () => {
    const workshop = newWorkshop();
    workshop.execute('rival.declare', { rival: two }, ofOne);
    take(workshop, workshop.foundConsortium(), 1, facilitator);
    expect(warned(workshop, one)).toHaveLength(1);
  });
});
