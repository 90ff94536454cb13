import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardsOf, fieldsMap } from '../document/cards/index.ts';
import {
  challengeId,
  companyIds,
  companyPeople,
  facilitator,
  factsOf,
  needIds,
  newWorkshop,
  nth,
  system,
} from '../testing/workshop.ts';

const lead = nth(companyPeople, 0);
const partner = nth(companyPeople, 1);
const leadCompany = nth(companyIds, 0);
const partnerCompany = nth(companyIds, 1);
const need = nth(needIds, 0);
const lastNeed = nth(needIds, 2);

/** A city's edit, which no command sees. */
const dropNeed = (doc: Y.Doc, gone: string) => {
  const needs = cardsOf(doc).get(challengeId)?.get('needs');
  if (needs instanceof Y.Map) needs.delete(gone);
};

describe('taking a seat', () => {
  test('is how a company joins', () => {
    const workshop = newWorkshop();
    const consortium = workshop.founded();

    const verdict = workshop.ask('seat.take', { consortium, need }, partner);

    expect(factsOf(verdict)).toEqual(['member.joined', 'seat.taken']);
    expect(workshop.consortium(consortium)).toMatchObject({
      members: { [partnerCompany]: { status: 'joined', by: partner.id, joinedAt: workshop.at } },
      seats: { [need]: { holder: partnerCompany } },
    });
  });

  test('twice changes nothing the second time', () => {
    const workshop = newWorkshop();
    const consortium = workshop.founded();
    workshop.ask('seat.take', { consortium, need }, partner);

    expect(workshop.ask('seat.take', { consortium, need }, partner)).toEqual({
      is: 'decided',
      facts: [],
      result: { seat: need },
    });
  });

  test('by two at once gives it to the one who is decided first; the other hears why not', () => {
    const workshop = newWorkshop();
    const consortium = workshop.founded();
    workshop.ask('seat.take', { consortium, need }, partner);

    expect(workshop.ask('seat.take', { consortium, need }, lead)).toEqual({ is: 'refused', reason: 'seat-held' });
    expect(workshop.consortium(consortium).seats[need]?.holder).toBe(partnerCompany);
  });

  test('more asks a company that has committed to commit again', () => {
    const workshop = newWorkshop();
    const consortium = workshop.founded();
    workshop.ask('seat.take', { consortium, need }, lead);
    workshop.ask('member.commit', { consortium }, lead);

    const verdict = workshop.ask('seat.take', { consortium, need: lastNeed }, lead);

    expect(factsOf(verdict)).toEqual(['seat.taken', 'member.uncommitted']);
  });

  test('of a committed consortium is refused to everyone, also for a need that the city has added since', () => {
    const workshop = newWorkshop();
    const consortium = workshop.committed();
    const needs = cardsOf(workshop.doc).get(challengeId)?.get('needs');
    if (needs instanceof Y.Map) needs.set('needaddednow', fieldsMap({ capability: 'finance', importance: 'must' }));

    for (const actor of companyPeople) {
      for (const asked of [lastNeed, 'needaddednow']) {
        expect(workshop.ask('seat.take', { consortium, need: asked }, actor)).toMatchObject({
          reason: 'committed-stands',
        });
      }
    }
    expect(workshop.ask('seat.take', { consortium, need }, lead)).toMatchObject({ is: 'decided', facts: [] });
  });

  test('that the city no longer asks for is refused', () => {
    const workshop = newWorkshop();
    const consortium = workshop.founded();
    dropNeed(workshop.doc, need);

    expect(workshop.ask('seat.take', { consortium, need }, lead)).toMatchObject({ reason: 'unknown-need' });
  });

  test.each(['__proto__', 'hasOwnProperty', 'propertyIsEnumerable'])('by the name of %s is malformed', (name) => {
    const workshop = newWorkshop();

    expect(workshop.ask('seat.take', { consortium: workshop.founded(), need: name }, lead).is).toBe('malformed');
  });

  test('is done for a company by a facilitator, but not by the server', () => {
    const workshop = newWorkshop();
    const asked = { consortium: workshop.founded(), need, company: partnerCompany };

    expect(workshop.ask('seat.take', asked, system)).toMatchObject({ is: 'refused' });
    expect(workshop.ask('seat.take', asked, facilitator).is).toBe('decided');
    expect(workshop.consortium(asked.consortium).members[partnerCompany]?.by).toBe(facilitator.id);
  });
});

describe('leaving a seat', () => {
  test('opens it for others, and the company stays in', () => {
    const workshop = newWorkshop();
    const consortium = workshop.founded();
    workshop.ask('seat.take', { consortium, need }, partner);

    const verdict = workshop.ask('seat.leave', { consortium, need }, partner);

    expect(factsOf(verdict)).toEqual(['seat.freed']);
    expect(workshop.consortium(consortium).members[partnerCompany]).toBeDefined();
    expect(workshop.ask('seat.take', { consortium, need }, lead).is).toBe('decided');
  });

  test('reopens a committed consortium and asks the company again, but no other', () => {
    const workshop = newWorkshop();
    const consortium = workshop.committed();

    const verdict = workshop.ask('seat.leave', { consortium, need }, lead);

    expect(factsOf(verdict)).toEqual(['seat.freed', 'member.uncommitted', 'consortium.reopened']);
    expect(workshop.consortium(consortium)).toMatchObject({
      status: 'forming',
      members: { [leadCompany]: { status: 'joined' }, [partnerCompany]: { status: 'committed' } },
    });
  });

  test('works for one whose need the city has dropped', () => {
    const workshop = newWorkshop();
    const consortium = workshop.founded();
    workshop.ask('seat.take', { consortium, need }, lead);
    dropNeed(workshop.doc, need);

    expect(workshop.ask('seat.leave', { consortium, need }, lead).is).toBe('decided');
    expect(workshop.consortium(consortium).seats).toEqual({});
  });

  test("is refused for another's seat and for an open one", () => {
    const workshop = newWorkshop();
    const consortium = workshop.founded();
    workshop.ask('seat.take', { consortium, need }, partner);

    for (const asked of [need, lastNeed]) {
      expect(workshop.ask('seat.leave', { consortium, need: asked }, lead)).toMatchObject({ reason: 'seat-not-yours' });
    }
  });
});
