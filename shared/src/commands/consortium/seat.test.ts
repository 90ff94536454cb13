import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFact, writeFacts } from '../../agreements/facts.ts';
import { cardsOf, fieldsMap } from '../../document/cards/index.ts';
import { claimDurationMs } from '../../domain/consortium/seats.ts';
import {
  challengeId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  needIds,
  nth,
  system,
} from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const lead = nth(companyPeople, 0);
const partner = nth(companyPeople, 1);
const third = nth(companyPeople, 2);
const leadCompany = nth(companyIds, 0);
const partnerCompany = nth(companyIds, 1);
const thirdCompany = nth(companyIds, 2);
const need = nth(needIds, 0);
const lastNeed = nth(needIds, 2);

/** A city's edit, which no command sees. */
const dropNeed = (doc: Y.Doc, gone: string) => {
  const needs = cardsOf(doc).get(challengeId)?.get('needs');
  if (needs instanceof Y.Map) needs.delete(gone);
};

/** A company says in how many consortia at once it can be. */
const canBeIn = (workshop: Workshop, organisation: typeof leadCompany, capacity: number) =>
  writeFacts(workshop.doc, [
    createFact('organisation.listed', { organisation, kind: 'company', name: 'Busy', country: 'SE', capacity }),
  ]);

/** A consortium of the first company with the second company's claim on a seat. */
const claimed = () => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium();
  workshop.execute('seat.take', { consortium, need }, partner);
  return { workshop, consortium, seat: () => workshop.consortium(consortium).seats[need] };
};

describe('taking a seat', () => {
  test('is a claim that expires and makes nobody a member', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();

    const verdict = workshop.execute('seat.take', { consortium, need }, partner);

    expect(factNamesOf(verdict)).toEqual(['seat.claimed']);
    const { members, seats } = workshop.consortium(consortium);
    expect(Object.keys(members)).toEqual([leadCompany]);
    expect(seats[need]).toEqual({
      holder: partnerCompany,
      state: 'claimed',
      by: partner.id,
      at: workshop.at,
      until: workshop.at + claimDurationMs,
      alternates: [],
    });
  });

  test('by the lead is agreed at once', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();

    expect(factNamesOf(workshop.execute('seat.take', { consortium, need }, lead))).toEqual(['seat.taken']);
    expect(workshop.consortium(consortium).seats[need]).toMatchObject({ holder: leadCompany, state: 'agreed' });
  });

  test('twice changes nothing the second time', () => {
    const { workshop, consortium } = claimed();

    expect(workshop.execute('seat.take', { consortium, need }, partner)).toEqual({
      kind: 'decided',
      facts: [],
      result: { seat: need },
    });
  });

  test('by two at once seats the first and tells the other why not', () => {
    const { workshop, consortium, seat } = claimed();

    expect(workshop.execute('seat.take', { consortium, need }, third)).toEqual({
      kind: 'refused',
      reason: 'seat-held',
    });
    expect(seat()?.holder).toBe(partnerCompany);
  });

  test('by a committed lead asks it to commit again', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need }, lead);
    workshop.execute('member.commit', { consortium }, lead);

    const verdict = workshop.execute('seat.take', { consortium, need: lastNeed }, lead);

    expect(factNamesOf(verdict)).toEqual(['seat.taken', 'member.uncommitted']);
  });

  test('of a committed consortium is refused, also for a new need', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();
    const needs = cardsOf(workshop.doc).get(challengeId)?.get('needs');
    if (needs instanceof Y.Map) needs.set('needaddednow', fieldsMap({ capability: 'finance', importance: 'must' }));

    for (const actor of companyPeople) {
      for (const unknownNeed of [lastNeed, 'needaddednow']) {
        expect(workshop.execute('seat.take', { consortium, need: unknownNeed }, actor)).toMatchObject({
          reason: 'committed-stands',
        });
      }
    }
    expect(workshop.execute('seat.take', { consortium, need }, lead)).toMatchObject({ kind: 'decided', facts: [] });
  });

  test('for a dropped need is refused', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    dropNeed(workshop.doc, need);

    expect(workshop.execute('seat.take', { consortium, need }, lead)).toMatchObject({ reason: 'unknown-need' });
  });

  test.each(['__proto__', 'hasOwnProperty', 'propertyIsEnumerable'])('named %s is malformed', (name) => {
    const workshop = newWorkshop();

    expect(workshop.execute('seat.take', { consortium: workshop.foundConsortium(), need: name }, lead).kind).toBe(
      'malformed',
    );
  });

  test('a facilitator may do for a company, the server may not', () => {
    const workshop = newWorkshop();
    const input = { consortium: workshop.foundConsortium(), need, company: partnerCompany };

    expect(workshop.execute('seat.take', input, system)).toMatchObject({ kind: 'forbidden' });
    expect(workshop.execute('seat.take', input, facilitator).kind).toBe('decided');
    expect(workshop.consortium(input.consortium).seats[need]?.by).toBe(facilitator.id);
  });

  test('is refused to a company at its capacity', () => {
    const workshop = newWorkshop();
    canBeIn(workshop, partnerCompany, 1);
    workshop.foundConsortium(1);
    const consortium = workshop.foundConsortium();

    expect(workshop.execute('seat.take', { consortium, need }, partner)).toMatchObject({ reason: 'capacity-full' });
  });

  test('in a consortium of its own takes no more capacity', () => {
    const workshop = newWorkshop();
    canBeIn(workshop, leadCompany, 1);
    const consortium = workshop.foundConsortium();

    expect(workshop.execute('seat.take', { consortium, need }, lead).kind).toBe('decided');
  });
});

test('of a withdrawn challenge is refused, as are answers; leaving is not', () => {
  const { workshop, consortium } = claimed();
  workshop.execute('challenge.status', { challenge: challengeId, to: 'withdrawn', why: 'No money' }, cityPerson);

  const answer = { consortium, need, claimant: partnerCompany };
  expect(workshop.execute('seat.agree', answer, lead)).toMatchObject({ reason: 'challenge-closed' });
  expect(workshop.execute('seat.standby', { consortium, need }, third)).toMatchObject({ reason: 'challenge-closed' });
  expect(workshop.execute('seat.take', { consortium, need: lastNeed }, lead)).toMatchObject({
    reason: 'challenge-closed',
  });
  expect(workshop.execute('member.commit', { consortium }, lead)).toMatchObject({ reason: 'challenge-closed' });
  expect(workshop.execute('seat.leave', { consortium, need }, partner).kind).toBe('decided');
});

describe('agreeing to a claim', () => {
  const agree = { need, claimant: partnerCompany };

  test('seats the company and makes it a member', () => {
    const { workshop, consortium } = claimed();

    const verdict = workshop.execute('seat.agree', { consortium, ...agree }, lead);

    expect(factNamesOf(verdict)).toEqual(['member.joined', 'seat.taken']);
    expect(workshop.consortium(consortium)).toMatchObject({
      members: { [partnerCompany]: { status: 'joined', by: partner.id, joinedAt: workshop.at } },
      seats: { [need]: { holder: partnerCompany, state: 'agreed', by: lead.id } },
    });
  });

  test('twice changes nothing the second time', () => {
    const { workshop, consortium } = claimed();
    workshop.execute('seat.agree', { consortium, ...agree }, lead);

    expect(workshop.execute('seat.agree', { consortium, ...agree }, lead)).toMatchObject({
      kind: 'decided',
      facts: [],
    });
  });

  test('is for the lead alone', () => {
    const { workshop, consortium } = claimed();

    expect(workshop.execute('seat.agree', { consortium, ...agree }, partner)).toMatchObject({ reason: 'not-the-lead' });
  });

  test('that was withdrawn is refused', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.execute('seat.leave', { consortium, need }, partner);

    expect(workshop.execute('seat.agree', { consortium, ...agree }, lead)).toMatchObject({ reason: 'claim-gone' });
    expect(seat()).toBeUndefined();
  });

  test('asks a member that has committed to commit again', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.seatCompany(consortium, 1);
    workshop.execute('member.commit', { consortium }, partner);
    workshop.execute('seat.take', { consortium, need: lastNeed }, partner);

    const verdict = workshop.execute('seat.agree', { consortium, need: lastNeed, claimant: partnerCompany }, lead);

    expect(factNamesOf(verdict)).toEqual(['seat.taken', 'member.uncommitted']);
  });

  test('is refused if the company reached its capacity elsewhere', () => {
    const { workshop, consortium } = claimed();
    canBeIn(workshop, partnerCompany, 1);
    workshop.foundConsortium(1);

    expect(workshop.execute('seat.agree', { consortium, ...agree }, lead)).toMatchObject({ reason: 'capacity-full' });
  });

  test('that expired works while nobody else has the seat', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.advanceClock(claimDurationMs);
    workshop.execute('seat.lapse', { consortium, need }, system);

    expect(workshop.execute('seat.agree', { consortium, ...agree }, lead).kind).toBe('decided');
    expect(seat()).toMatchObject({ holder: partnerCompany, state: 'agreed', alternates: [] });
  });
});

describe('declining a claim', () => {
  const decline = { need, claimant: partnerCompany, why: 'We look for somebody on the spot.' };

  test('frees the seat, and records why', () => {
    const { workshop, consortium, seat } = claimed();

    const verdict = workshop.execute('seat.decline', { consortium, ...decline }, lead);

    expect(verdict).toMatchObject({ facts: [{ fact: 'seat.declined', why: decline.why }] });
    expect(seat()).toBeUndefined();
  });

  test('moves the first alternate up', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.execute('seat.standby', { consortium, need }, third);

    workshop.execute('seat.decline', { consortium, ...decline }, lead);

    expect(seat()).toMatchObject({ holder: thirdCompany, state: 'claimed', alternates: [] });
  });

  test('takes an alternate off the list', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.execute('seat.standby', { consortium, need }, third);

    workshop.execute('seat.decline', { consortium, ...decline, claimant: thirdCompany }, lead);

    expect(seat()).toMatchObject({ holder: partnerCompany, alternates: [] });
  });

  test('is refused once the seat is agreed', () => {
    const { workshop, consortium } = claimed();
    workshop.execute('seat.agree', { consortium, need, claimant: partnerCompany }, lead);

    expect(workshop.execute('seat.decline', { consortium, ...decline }, lead)).toMatchObject({ reason: 'seat-held' });
  });

  test('is for the lead alone', () => {
    const { workshop, consortium } = claimed();

    expect(workshop.execute('seat.decline', { consortium, ...decline }, third)).toMatchObject({
      reason: 'not-the-lead',
    });
  });
});

describe('waiting for a seat', () => {
  test('keeps the order of alternates, each once', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need }, lead);
    for (const actor of [third, partner, third]) workshop.execute('seat.standby', { consortium, need }, actor);

    expect(workshop.consortium(consortium).seats[need]?.alternates.map(({ company }) => company)).toEqual([
      thirdCompany,
      partnerCompany,
    ]);
  });

  test('is for a seat that another company holds', () => {
    const { workshop, consortium } = claimed();

    expect(workshop.execute('seat.standby', { consortium, need: lastNeed }, third)).toMatchObject({
      reason: 'seat-open',
    });
    expect(workshop.execute('seat.standby', { consortium, need }, partner)).toMatchObject({ reason: 'seat-yours' });
  });

  test('ends by leaving the seat', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.execute('seat.standby', { consortium, need }, third);

    expect(factNamesOf(workshop.execute('seat.leave', { consortium, need }, third))).toEqual(['alternate.left']);
    expect(seat()).toMatchObject({ holder: partnerCompany, alternates: [] });
  });

  test('ends when the holder leaves: the first alternate moves up, the lead at once agreed', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.execute('seat.standby', { consortium, need }, lead);
    workshop.execute('seat.standby', { consortium, need }, third);

    workshop.execute('seat.leave', { consortium, need }, partner);
    expect(seat()).toMatchObject({ holder: leadCompany, state: 'agreed' });

    workshop.execute('seat.leave', { consortium, need }, lead);
    expect(seat()).toMatchObject({ holder: thirdCompany, state: 'claimed', alternates: [] });
  });
});

describe('an expired claim', () => {
  test('frees the seat for the next claim, and becomes an alternate', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.advanceClock(claimDurationMs);

    const verdict = workshop.execute('seat.take', { consortium, need }, third);

    expect(factNamesOf(verdict)).toEqual(['seat.lapsed', 'seat.claimed']);
    expect(seat()).toMatchObject({ holder: thirdCompany, alternates: [{ company: partnerCompany, lapsed: true }] });
  });

  test('gives the seat to the first alternate', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.execute('seat.standby', { consortium, need }, third);
    workshop.advanceClock(claimDurationMs);

    workshop.execute('seat.lapse', { consortium, need }, system);

    expect(seat()).toMatchObject({ holder: thirdCompany, alternates: [{ company: partnerCompany, lapsed: true }] });
  });

  test('does not move up again', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.advanceClock(claimDurationMs);
    workshop.execute('seat.lapse', { consortium, need }, system);

    expect(seat()).toMatchObject({ alternates: [{ company: partnerCompany, lapsed: true }] });
    expect(seat()?.holder).toBeUndefined();
  });

  test('is not ended before its time', () => {
    const { workshop, consortium, seat } = claimed();
    workshop.advanceClock(claimDurationMs - 1);

    expect(workshop.execute('seat.lapse', { consortium, need }, system)).toMatchObject({ facts: [] });
    expect(seat()).toMatchObject({ holder: partnerCompany });
  });

  test('is ended by the server alone', () => {
    const { workshop, consortium } = claimed();

    expect(workshop.execute('seat.lapse', { consortium, need }, facilitator)).toMatchObject({ reason: 'system-only' });
  });
});

describe('leaving a seat', () => {
  test('opens it for others, and the company stays a member', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.seatCompany(consortium, 1);

    const verdict = workshop.execute('seat.leave', { consortium, need }, partner);

    expect(factNamesOf(verdict)).toEqual(['seat.freed']);
    expect(workshop.consortium(consortium).members[partnerCompany]).toBeDefined();
    expect(workshop.execute('seat.take', { consortium, need }, lead).kind).toBe('decided');
  });

  test('reopens a committed consortium and asks that company alone to commit again', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();

    const verdict = workshop.execute('seat.leave', { consortium, need }, lead);

    expect(factNamesOf(verdict)).toEqual(['seat.freed', 'member.uncommitted', 'consortium.reopened']);
    expect(workshop.consortium(consortium)).toMatchObject({
      status: 'forming',
      members: { [leadCompany]: { status: 'joined' }, [partnerCompany]: { status: 'committed' } },
    });
  });

  test('works for a dropped need', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need }, lead);
    dropNeed(workshop.doc, need);

    expect(workshop.execute('seat.leave', { consortium, need }, lead).kind).toBe('decided');
    expect(workshop.consortium(consortium).seats).toEqual({});
  });

  test('is refused for a seat of another company and for an open one', () => {
    const { workshop, consortium } = claimed();

    for (const someNeed of [need, lastNeed]) {
      expect(workshop.execute('seat.leave', { consortium, need: someNeed }, lead)).toMatchObject({
        reason: 'seat-not-yours',
      });
    }
  });
});
