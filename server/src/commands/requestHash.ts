import { createHash } from 'node:crypto';

/** SHA-256 of a command's name and input, hex; the order of the input's fields doesn't matter. */
export const requestHash = (name: string, input: unknown): string =>
  createHash('sha256')
    .update(`${name}\n${JSON.stringify(input, sortedFields)}`)
    .digest('hex');

const sortedFields = (_field: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
