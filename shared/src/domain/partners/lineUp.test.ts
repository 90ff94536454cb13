import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingsOf } from './findings.ts';
import { ada, bo, cai, challengeOf, companiesOf, company, dan, need, needs, seatingOf } from './testing/seatings.ts';
import { compareLineUps, lineUpOf, evaluateLineUp, withCompany, withoutCompany, withSeat } from './lineUp.ts';

const { abilities } = challengeOf(
  companiesOf({
    [ada]: company(['shade']),
    [bo]: company(['money', 'trees']),
    [cai]: company(['trees']),
    [dan]: company(['study']),
  }),
);
const table = seatingOf([ada, cai], {
  shade: { holder: ada },
  trees: { holder: cai },
  study: { holder: dan, state: 'claimed' },
});
const now = lineUpOf(table);

test('a line-up begins as the consortium’s agreed seats, without claims', () => {
  expect(now).toEqual({ lead: ada, companies: [ada, cai], seats: { [need('shade')]: ada, [need('trees')]: cai } });
});

describe('a company added to a line-up', () => {
  test('takes the open seats that it is able to, and nobody else’s', () => {
    const tried = withCompany(needs, now, bo, abilities);
    expect(tried.seats).toEqual({ ...now.seats, [need('money')]: bo });
    expect(tried.companies).toEqual([ada, cai, bo]);
  });

  test('can take a chosen seat, and leave it', () => {
    const tried = withSeat(now, need('trees'), bo);
    expect(tried.seats[need('trees')]).toBe(bo);
    expect(withSeat(tried, need('trees'), undefined).seats).toEqual({ [need('shade')]: ada });
  });

  test('leaves no seat behind when removed, and no lead where it led', () => {
    expect(withoutCompany(now, ada)).toEqual({
      lead: undefined,
      companies: [cai],
      seats: { [need('trees')]: cai },
    });
  });
});

test('two line-ups are compared by gains, losses and single points of failure', () => {
  const other = withCompany(needs, withoutCompany(now, cai), bo, abilities);
  expect(compareLineUps(needs, now, withoutCompany(other, ada), abilities)).toEqual({
    before: 0.5,
    after: 0.5,
    gained: [need('money')],
    lost: [need('shade')],
    joined: [bo],
    left: [ada, cai],
    newSinglePoints: [],
  });
});

test('trying changes nothing of the consortium', () => {
  const before = structuredClone(now);
  withoutCompany(withSeat(withCompany(needs, now, bo, abilities), need('study'), bo), cai);
  expect(now).toEqual(before);
});

const someone = fc.constantFrom(ada, bo, cai, dan);
const somewhere = fc.constantFrom(...(['shade', 'money', 'trees', 'study'] as const));
const steps = fc.array(fc.tuple(fc.constantFrom('join', 'go', 'sit', 'rise'), someone, somewhere), { maxLength: 12 });

test('after random steps, every seat is held by a company of the line-up', () => {
  fc.assert(
    fc.property(steps, (taken) => {
      const tried = taken.reduce((lineUp, [step, company, where]) => {
        if (step === 'join') return withCompany(needs, lineUp, company, abilities);
        if (step === 'go') return withoutCompany(lineUp, company);
        return withSeat(lineUp, need(where), step === 'sit' ? company : undefined);
      }, now);
      for (const holder of Object.values(tried.seats)) expect(tried.companies).toContain(holder);
      const seats = Object.fromEntries(Object.entries(tried.seats).map(([id, holder]) => [id, { holder }]));
      const members = Object.fromEntries(tried.companies.map((id) => [id, {}]));
      expect(evaluateLineUp(needs, tried, abilities)).toEqual(
        findingsOf(needs, { lead: tried.lead, members, seats }, abilities),
      );
    }),
  );
});
