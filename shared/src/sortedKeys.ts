/**
 * A replacer for `JSON.stringify`: values that differ only in the order of their keys, as copies of a
 * Y.Map do, give the same text.
 */
export const withSortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
