import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardsOf, fieldsMap } from '../document/cards/index.ts';
import { CardId, OrganisationId, PersonId } from '../ids.ts';
import { challengeId, cityId, cityPerson, companyIds, companyPeople, idOf, nth } from '../testing/fixtures.ts';
import { newWorkshop } from '../testing/workshop.ts';
import { boardOf, decidedOf } from './board.ts';
import { isReason } from '../reasons.ts';

describe('a board', () => {
  test('that is empty has nothing and does not throw', () => {
    const board = boardOf(new Y.Doc());

    expect(board.challenge(challengeId)).toBeUndefined();
    expect(board.consortium(challengeId)).toBeUndefined();
    expect(board.consortiaOf(challengeId)).toEqual([]);
    expect(board.organisation(cityId)).toBeUndefined();
    expect(board.person(cityPerson.id)).toBeUndefined();
    expect(decidedOf(new Y.Doc())).toBe(0);
  });

  test('tells a challenge from a consortium', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();

    expect(workshop.board.challenge(consortium)).toBeUndefined();
    expect(workshop.board.consortium(challengeId)).toBeUndefined();
  });

  test('gives the consortia of a challenge by order, and by id for equal orders', () => {
    const workshop = newWorkshop();
    const ids = [0, 1, 2].map((company) => workshop.foundConsortium(company));
    const orders = ['a5', 'a4', 'a4'];
    for (const [index, id] of ids.entries()) cardsOf(workshop.doc).get(id)?.set('order', nth(orders, index));

    expect(workshop.board.consortiaOf(challengeId).map(({ id }) => id)).toEqual([ids[1], ids[2], ids[0]]);
  });

  test('ignores a consortium’s card without an agreement', () => {
    const workshop = newWorkshop();
    const drawn = idOf(CardId, 'drawn');
    const box = { x: 0, y: 0, w: 200, h: 200, order: 'a9', createdBy: cityPerson.id, createdAt: 1 };
    cardsOf(workshop.doc).set(drawn, fieldsMap({ ...box, kind: 'consortium', challenge: challengeId, name: 'Fake' }));

    expect(workshop.board.consortium(drawn)).toBeUndefined();
    expect(workshop.board.consortiaOf(challengeId)).toEqual([]);
  });

  test('P2: takes a consortium’s name from shared writing, and its lead from the agreement', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    const name = cardsOf(workshop.doc).get(consortium)?.get('name');
    if (name instanceof Y.Text) name.insert(0, 'Very ');
    cardsOf(workshop.doc).get(consortium)?.set('lead', companyIds[1]);

    expect(workshop.consortium(consortium)).toMatchObject({ name: 'Very Cool streets', lead: companyIds[0] });
  });

  test('ignores people that it cannot read', () => {
    const { doc, board } = newWorkshop();
    const id = idOf(PersonId, 'broken');
    doc.getMap('people').set(id, fieldsMap({ name: 'Bo', organisation: 'no id', role: 'participant' }));
    doc.getMap('organisations').set(companyIds[0] ?? '', fieldsMap({ kind: 'ngo', name: 'Us', country: 'SE' }));

    expect(board.person(id)).toBeUndefined();
    expect(board.organisation(nth(companyIds, 0))).toBeUndefined();
    expect(board.organisation(idOf(OrganisationId, 'nobody'))).toBeUndefined();
  });
});

test('a reason is a code of the table, not a property of every object', () => {
  expect(isReason('seat-held')).toBe(true);
  for (const code of ['', 'toString', '__proto__', null, 4, companyPeople]) expect(isReason(code)).toBe(false);
});
