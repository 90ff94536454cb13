import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NeedId } from '../../ids.ts';
import { findingsOf, matrixOf } from './findings.ts';
import { type ConsortiumSeating, waitingCompanies } from './seating.ts';
import {
  ada,
  bo,
  cai,
  challengeOf,
  companiesOf,
  company,
  dan,
  need,
  needs,
  seatingOf,
  type Trade,
} from './testing/seatings.ts';

const abilities = challengeOf(
  companiesOf({
    [ada]: company(['shade', 'money']),
    [bo]: company(['shade']),
    [cai]: company(['trees']),
    [dan]: company(['trees', 'study']),
  }),
).abilities;
const findingsIn = (table: ConsortiumSeating) => findingsOf(needs, table, abilities);

describe('the matrix', () => {
  test('shows each member’s part in each need, in the city’s order, the lead first', () => {
    const table = seatingOf([bo, ada, cai], {
      shade: { holder: bo, alternates: [{ company: cai }] },
      trees: { holder: cai, state: 'claimed' },
    });
    const { companies, rows } = matrixOf(needs, table, abilities);
    expect(companies).toEqual([bo, ada, cai]);
    expect(rows.map((row) => [row.need.id, row.cells])).toEqual([
      [need('shade'), ['holds', 'could', 'alternate']],
      [need('money'), ['no', 'could', 'no']],
      [need('trees'), ['no', 'no', 'claims']],
      [need('study'), ['no', 'no', 'no']],
    ]);
  });
});

describe('gaps', () => {
  test('are uncovered needs, must-needs first, with members who could take them', () => {
    expect(findingsIn(seatingOf([ada], { shade: { holder: ada } })).gaps).toEqual([
      { need: need('trees'), importance: 'must', could: [] },
      { need: need('money'), importance: 'should', could: [ada] },
      { need: need('study'), importance: 'could', could: [] },
    ]);
  });

  test('stay gaps while a claim waits for the lead', () => {
    const { gaps, coverage } = findingsIn(seatingOf([ada], { trees: { holder: cai, state: 'claimed' } }));
    expect(gaps.find((gap) => gap.need === need('trees'))).toMatchObject({ claimed: cai });
    expect(coverage.covered).toBe(0);
  });
});

describe('overlaps', () => {
  test('are members with the capability of another’s seat, and name those without a seat', () => {
    const { overlaps } = findingsIn(seatingOf([ada, bo], { shade: { holder: ada } }));
    expect(overlaps).toEqual([{ kind: 'clash', need: need('shade'), holder: ada, others: [bo], seatless: [bo] }]);
  });

  test('leave out members with a seat for the same capability', () => {
    const twice = { ...needs, [need('sails')]: { ...needs[need('shade')], order: 'a9' } } as typeof needs;
    const table = seatingOf([ada, bo], { shade: { holder: ada } });
    const both = { ...table, seats: { ...table.seats, [need('sails')]: { holder: bo } } };
    expect(findingsOf(twice, both, abilities).overlaps).toEqual([]);
  });

  test('are also several alternates for one seat', () => {
    const line = [{ company: bo }, { company: dan }];
    const { overlaps } = findingsIn(seatingOf([ada], { money: { holder: ada, alternates: line } }));
    expect(overlaps).toEqual([{ kind: 'line', need: need('money'), companies: [bo, dan] }]);
    expect(findingsIn(seatingOf([ada], { money: { holder: ada, alternates: line.slice(1) } })).overlaps).toEqual([]);
  });
});

describe('single points of failure', () => {
  test('are must-needs that no other member could take over', () => {
    const { singlePoints } = findingsIn(seatingOf([ada, bo, cai], { shade: { holder: ada }, trees: { holder: cai } }));
    expect(singlePoints).toEqual([{ need: need('trees'), holder: cai }]);
  });

  test('are none with an alternate', () => {
    const table = seatingOf([cai], { trees: { holder: cai, alternates: [{ company: dan }] } });
    expect(findingsIn(table).singlePoints).toEqual([]);
  });

  test('are none for needs that are no must', () => {
    expect(findingsIn(seatingOf([ada], { money: { holder: ada } })).singlePoints).toEqual([]);
  });
});

const trades = ['shade', 'money', 'trees', 'study'] as const satisfies readonly Trade[];
const someone = fc.constantFrom(ada, bo, cai, dan);
const seats = fc.record(
  Object.fromEntries(
    trades.map((trade) => [
      trade,
      fc.record({
        holder: fc.option(someone, { nil: undefined }),
        state: fc.constantFrom('claimed' as const, 'agreed' as const),
        alternates: fc.array(fc.record({ company: someone }), { maxLength: 3 }),
      }),
    ]),
  ),
);

test('every need is either a gap or covered, and depends on one company only if no other could take it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(someone, { minLength: 1 }), seats, (members, holders) => {
      const table = seatingOf(members, holders);
      const { gaps, coverage, singlePoints, overlaps } = findingsIn(table);
      expect(new Set(gaps.map((gap) => gap.need))).toEqual(new Set(coverage.open));
      const isHeld = (id: NeedId) => !coverage.open.includes(id);
      for (const point of singlePoints) {
        expect(isHeld(point.need)).toBe(true);
        expect(waitingCompanies(table, point.need).filter((other) => other !== point.holder)).toEqual([]);
        expect(overlaps.some(({ kind, need: at }) => kind === 'clash' && at === point.need)).toBe(false);
      }
    }),
  );
});
