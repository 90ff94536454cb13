import { describe, expect, test } from 'vitest';
import { coordinateMax } from '../../document/cards/card.ts';
import { cardsOf, readCard } from '../../document/cards/index.ts';
import {
  challengeId,
  cityId,
  companyIds,
  companyPeople,
  facilitator,
  needIds,
  nth,
  system,
} from '../../testing/fixtures.ts';
import { newWorkshop } from '../../testing/workshop.ts';

const lead = nth(companyPeople, 0);
const partner = nth(companyPeople, 1);
const leadCompany = nth(companyIds, 0);
const partnerCompany = nth(companyIds, 1);
const found = { challenge: challengeId, name: 'Cool streets' };

describe('founding a consortium', () => {
  test('puts a consortium on the board with the company as lead and only member', () => {
    const workshop = newWorkshop();

    const consortium = workshop.foundConsortium();

    expect(readCard(consortium, cardsOf(workshop.doc).get(consortium))).toMatchObject({
      kind: 'consortium',
      name: 'Cool streets',
      challenge: challengeId,
      createdBy: lead.id,
      createdAt: workshop.at,
    });
    expect(workshop.consortium(consortium)).toMatchObject({
      status: 'forming',
      lead: leadCompany,
      members: { [leadCompany]: { status: 'joined', joinedAt: workshop.at, by: lead.id } },
      seats: {},
    });
  });

  test('puts its card above all others', () => {
    const workshop = newWorkshop();
    const ordersOf = () => [...cardsOf(workshop.doc).values()].map((card) => String(card.get('order')));
    const top = ordersOf().sort().at(-1) ?? '';

    const consortium = workshop.foundConsortium();

    expect(String(cardsOf(workshop.doc).get(consortium)?.get('order')) > top).toBe(true);
  });

  test('works on a board with unreadable cards', () => {
    const workshop = newWorkshop();
    const junk = new Map<string, unknown>([
      ['junk', 5],
      ['hasOwnProperty', null],
      ['junkjunkjunk', { kind: 'consortium', challenge: challengeId, order: '~~~' }],
    ]);
    const cards = workshop.doc.getMap('cards');
    for (const [key, value] of junk) cards.set(key, value);
    cardsOf(workshop.doc).get(challengeId)?.set('order', '?? no order ??');

    const consortium = workshop.foundConsortium();

    expect(workshop.board.consortiaOf(challengeId).map(({ id }) => id)).toEqual([consortium]);
  });

  test('works for a challenge at the edge of the board', () => {
    const workshop = newWorkshop();
    cardsOf(workshop.doc).get(challengeId)?.set('y', coordinateMax);

    expect(workshop.execute('consortium.found', found, lead).kind).toBe('decided');
  });

  test('is refused to a company that leads one for the challenge, and open to others', () => {
    const workshop = newWorkshop();
    workshop.foundConsortium(0);

    expect(workshop.execute('consortium.found', found, lead)).toMatchObject({ reason: 'already-leads-here' });
    expect(workshop.execute('consortium.found', found, partner).kind).toBe('decided');
  });

  test('is open to the company again once its first one is dissolved', () => {
    const workshop = newWorkshop();
    workshop.execute('member.withdraw', { consortium: workshop.foundConsortium() }, lead);

    expect(workshop.execute('consortium.found', found, lead).kind).toBe('decided');
  });

  test('a facilitator does for a company, and is recorded', () => {
    const workshop = newWorkshop();
    workshop.execute('consortium.found', { ...found, company: partnerCompany }, facilitator);

    expect(workshop.board.consortiaOf(challengeId)[0]).toMatchObject({
      lead: partnerCompany,
      members: { [partnerCompany]: { by: facilitator.id } },
    });
  });

  test('is refused for a city, and forbidden to the server itself', () => {
    const workshop = newWorkshop();

    expect(workshop.execute('consortium.found', { ...found, company: cityId }, facilitator)).toMatchObject({
      reason: 'unknown-company',
    });
    expect(workshop.execute('consortium.found', { ...found, company: leadCompany }, system)).toEqual({
      kind: 'forbidden',
      reason: 'not-yours',
    });
  });

  test.each(['', '   ', 'x'.repeat(81)])('with the name %j is malformed', (name) => {
    expect(newWorkshop().execute('consortium.found', { ...found, name }, lead).kind).toBe('malformed');
  });
});

describe('removing a consortium', () => {
  test('deletes card and agreement of a dissolved one, for its lead or a facilitator', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.execute('member.withdraw', { consortium }, lead);

    expect(workshop.execute('consortium.remove', { consortium }, partner)).toMatchObject({ reason: 'not-the-lead' });
    expect(workshop.execute('consortium.remove', { consortium }, lead).kind).toBe('decided');
    expect(workshop.board.consortium(consortium)).toBeUndefined();
    expect(workshop.doc.getMap('agreements').size).toBe(0);
    expect(workshop.execute('consortium.remove', { consortium }, lead)).toMatchObject({ reason: 'unknown-consortium' });
  });

  test('is refused while it is active, to facilitators too', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();

    expect(workshop.execute('consortium.remove', { consortium, company: leadCompany }, facilitator)).toMatchObject({
      reason: 'not-dissolved',
    });
  });
});

describe('handing the lead over', () => {
  const started = () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.seatCompany(consortium, 1);
    return { workshop, consortium };
  };

  test('makes another member the lead, and lets the old one withdraw', () => {
    const { workshop, consortium } = started();

    workshop.execute('lead.hand', { consortium, to: partnerCompany }, lead);

    expect(workshop.consortium(consortium).lead).toBe(partnerCompany);
    expect(workshop.execute('member.withdraw', { consortium }, lead).kind).toBe('decided');
  });

  test('agrees to the claims of the new lead', () => {
    const { workshop, consortium } = started();
    workshop.execute('seat.take', { consortium, need: nth(needIds, 2) }, partner);

    workshop.execute('lead.hand', { consortium, to: partnerCompany }, lead);

    expect(workshop.consortium(consortium).seats[nth(needIds, 2)]).toMatchObject({ state: 'agreed' });
  });

  test('to oneself changes nothing', () => {
    const { workshop, consortium } = started();

    expect(workshop.execute('lead.hand', { consortium, to: leadCompany }, lead)).toMatchObject({
      kind: 'decided',
      facts: [],
    });
  });

  test('to a company that is no member is refused', () => {
    const { workshop, consortium } = started();

    expect(workshop.execute('lead.hand', { consortium, to: companyIds[2] }, lead)).toMatchObject({
      reason: 'not-a-member',
    });
  });

  test.each(['__proto__', 'hasOwnProperty', 'propertyIsEnumerable'])('to %s is malformed', (to) => {
    const { workshop, consortium } = started();

    expect(workshop.execute('lead.hand', { consortium, to }, lead).kind).toBe('malformed');
  });
});
