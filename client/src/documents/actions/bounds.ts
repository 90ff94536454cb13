import { coordinateMax, sizeMax, sizeMin } from '@brygga/shared/document/cards/card';
import type { z } from 'zod';

export interface BoardPoint {
  readonly x: number;
  readonly y: number;
}

const bounded = (value: number, min: number, max: number): number => {
  if (Number.isNaN(value)) throw new RangeError('A place on the board is a number');
  // `+ 0` makes a plain zero of a negative one, which would count as a change.
  return Math.min(max, Math.max(min, Math.round(value))) + 0;
};

/** Whole board units, on the board. */
export const boundedPoint = ({ x, y }: BoardPoint): BoardPoint => ({
  x: bounded(x, -coordinateMax, coordinateMax),
  y: bounded(y, -coordinateMax, coordinateMax),
});

export const boundedSize = ({ w, h }: { readonly w: number; readonly h: number }) => ({
  w: bounded(w, sizeMin, sizeMax),
  h: bounded(h, sizeMin, sizeMax),
});

/**
 * The value as its schema writes it; a text that is too long is cut.
 *
 * @throws ZodError when it is no such value.
 */
export const parseTruncated = (schema: z.ZodType, value: unknown): unknown => {
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  const [issue] = first.error.issues;
  const tooLong = issue?.code === 'too_big' && issue.origin === 'string' && typeof value === 'string';
  return schema.parse(tooLong ? value.slice(0, Number(issue.maximum)) : value);
};
