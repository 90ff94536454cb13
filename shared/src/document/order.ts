import { generateKeyBetween } from 'fractional-indexing';

/**
 * A key that sorts between two others (plain string comparison), so that reordering sets one field
 * and never moves a record.
 */
export const orderBetween = (below: string | null, above: string | null): string => generateKeyBetween(below, above);

/** A key above all of the given ones. */
export const orderAbove = (orders: Iterable<string>): string => {
  let top: string | null = null;
  for (const order of orders) if (top === null || order > top) top = order;
  return generateKeyBetween(top, null);
};
