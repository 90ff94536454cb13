import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderAbove, orderBetween, orderMax } from './order.ts';

const smallest = `A${'0'.repeat(26)}`;
const garbage = ['', '?', 'a', 'zz', 'a00', 'ö1', 'undefined', '\u{FFFF}', 'z'.repeat(orderMax), smallest, '__proto__'];

describe('orderBetween', () => {
  test('gives a key between its neighbours, again and again', () => {
    let below = orderBetween(null, null);
    const above = orderBetween(below, null);
    for (let step = 0; step < 100; step += 1) {
      const between = orderBetween(below, above);
      expect(between > below && between < above).toBe(true);
      below = between;
    }
  });

  test('gives a key below and above a single neighbour', () => {
    expect(orderBetween(null, 'a0') < 'a0').toBe(true);
    expect(orderBetween('a0', null) > 'a0').toBe(true);
  });

  test('goes above two neighbours that have the same order', () => {
    expect(orderBetween('a1', 'a1') > 'a1').toBe(true);
  });

  test.each(garbage)('ignores the neighbour %j, which is no order', (order) => {
    expect(orderBetween(order, 'a0') < 'a0').toBe(true);
    expect(orderBetween('a0', order) > 'a0').toBe(true);
  });
});

describe('orderAbove', () => {
  test('gives a first key', () => {
    expect(orderAbove([])).toBe(orderBetween(null, null));
  });

  test('gives a key above all others', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), fc.infiniteStream(fc.nat()), (kinds, picks) => {
        const orders: string[] = [];
        for (const onTop of kinds) {
          const at = (picks.next().value ?? 0) % (orders.length + 1);
          const order = onTop ? orderAbove(orders) : orderBetween(orders[at - 1] ?? null, orders[at] ?? null);
          orders.push(order);
          orders.sort();
        }
        const top = orderAbove(orders.toReversed());
        expect(orders.every((order) => order < top)).toBe(true);
      }),
    );
  });

  test('ignores values that are no order', () => {
    const top = orderAbove(['a0', ...garbage, 'a1']);

    expect(top).toBe(orderAbove(['a0', 'a1']));
  });

  test('never throws, and never gives a key too long for a card', () => {
    const written = fc.oneof(fc.string(), fc.stringMatching(/^[A-Za-z][0-9A-Za-z]{0,210}$/));
    fc.assert(
      fc.property(fc.array(written, { maxLength: 5 }), (orders) => {
        const top = orderAbove(orders);
        expect(top.length).toBeLessThanOrEqual(orderMax);
        expect(orderAbove([top]) > top).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
