import { generateKeyBetween } from 'fractional-indexing';

/** The longest order that a record may have, in characters. */
export const orderMax = 200;

/**
 * A key that sorts between two others (plain string comparison), so that reordering sets one field
 * and never moves a record. A neighbour with the same or an invalid order counts as none.
 */
export const orderBetween = (below: string | null, above: string | null): string => {
  const under = validOrder(below);
  const over = validOrder(above);
  return generateKeyBetween(under, under === over ? null : over);
};

/** Sorts by order, and by id where two orders are the same, so that every copy sorts alike. */
export const byOrderThenId = (
  a: { readonly order: string; readonly id: string },
  b: { readonly order: string; readonly id: string },
): number => ((a.order === b.order ? a.id < b.id : a.order < b.order) ? -1 : 1);

/** A key above all of the given ones; invalid orders are ignored. */
export const orderAbove = (orders: Iterable<string>): string => {
  let top: string | null = null;
  for (const order of orders) if ((top === null || order > top) && isOrder(order)) top = order;
  return generateKeyBetween(top, null);
};

const validOrder = (order: string | null): string | null => (order !== null && isOrder(order) ? order : null);

/**
 * A key as fractional-indexing makes them: a letter that tells how many digits its whole part has,
 * the digits, and a fraction that does not end in 0. Anybody may have written the field, and the
 * library throws at any other key. A key of the greatest length leaves no room above it.
 */
const isOrder = (key: string): boolean => {
  if (key.length >= orderMax || !/^[A-Za-z][0-9A-Za-z]*$/.test(key)) return false;
  const head = key.charCodeAt(0);
  const wholeLength = key < 'a' ? letterZ - head + 2 : head - letterA + 2;
  const fraction = key.slice(wholeLength);
  return key.length >= wholeLength && !fraction.endsWith('0') && key !== lowest;
};

const letterZ = 'Z'.charCodeAt(0);
const letterA = 'a'.charCodeAt(0);
const lowest = `A${'0'.repeat(26)}`;
