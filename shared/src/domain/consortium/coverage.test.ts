import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { importances, type Need } from '../../document/cards/challenge.ts';
import { NeedId } from '../../ids.ts';
import { companyIds, idOf, needIds, nth } from '../../testing/fixtures.ts';
import { coverageOf, needsInOrder } from './coverage.ts';

const need = (importance: Need['importance'], order: string): Need => ({
  capability: 'finance',
  title: '',
  local: false,
  importance,
  order,
});
const first = nth(needIds, 0);
const second = nth(needIds, 1);
const third = nth(needIds, 2);
const needs = { [first]: need('should', 'a2'), [second]: need('must', 'a1'), [third]: need('must', 'a3') };
const seat = { holder: nth(companyIds, 0), state: 'agreed' } as const;
const claim = { ...seat, state: 'claimed' } as const;

describe('coverage', () => {
  test('counts taken needs and lists open ones in the city’s order', () => {
    expect(coverageOf(needs, { [second]: seat })).toEqual({
      covered: 1,
      claimed: 0,
      total: 3,
      mustOpen: 1,
      open: [first, third],
      share: 1 / 3,
    });
  });

  test('is complete when every need is taken', () => {
    expect(coverageOf(needs, { [first]: seat, [second]: seat, [third]: seat })).toMatchObject({
      covered: 3,
      mustOpen: 0,
      open: [],
      share: 1,
    });
  });

  test('is empty without needs', () => {
    expect(coverageOf({}, { [first]: seat })).toEqual({
      covered: 0,
      claimed: 0,
      total: 0,
      mustOpen: 0,
      share: 0,
      open: [],
    });
  });

  test('ignores seats of deleted needs', () => {
    const { [first]: gone, ...left } = needs;

    expect(gone).toBeDefined();
    expect(coverageOf(left, { [first]: seat })).toMatchObject({ covered: 0, total: 2, share: 0 });
  });

  test('counts a claimed need as open, and counts the claims', () => {
    expect(coverageOf(needs, { [first]: claim, [second]: seat })).toMatchObject({
      covered: 1,
      claimed: 1,
      mustOpen: 1,
      share: 1 / 3,
      open: [first, third],
    });
  });

  test('adds up for any seats', () => {
    const someNeeds = fc.array(fc.record({ importance: fc.constantFrom(...importances), taken: fc.boolean() }));
    fc.assert(
      fc.property(someNeeds, (asked) => {
        const ids = asked.map((_, index) => idOf(NeedId, 'need', index));
        const all = Object.fromEntries(asked.map(({ importance }, index) => [ids[index], need(importance, 'a0')]));
        const taken = Object.fromEntries(asked.flatMap((need, index) => (need.taken ? [[ids[index], seat]] : [])));
        const { covered, total, open, share, mustOpen } = coverageOf(all, taken);
        expect(covered + open.length).toBe(total);
        expect(mustOpen).toBeLessThanOrEqual(open.length);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }),
    );
  });
});

test('needs of equal order are sorted by id', () => {
  const same = { [second]: need('must', 'a0'), [first]: need('must', 'a0') };

  expect(needsInOrder(same).map(({ id }) => id)).toEqual([first, second]);
});
