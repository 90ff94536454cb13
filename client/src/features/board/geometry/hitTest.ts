import type { Box, Point } from './camera.ts';

export const contains = (box: Box, { x, y }: Point): boolean =>
  x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h;

/** Whether the first box contains all of the second. */
export const covers = (a: Box, b: Box): boolean =>
  b.x >= a.x && b.y >= a.y && b.x + b.w <= a.x + a.w && b.y + b.h <= a.y + a.h;

/** Whether the boxes share a point; touching edges count. */
export const overlaps = (a: Box, b: Box): boolean =>
  a.x <= b.x + b.w && b.x <= a.x + a.w && a.y <= b.y + b.h && b.y <= a.y + a.h;

/** Whether the boxes share an area; touching edges do not count. */
export const overlapsInside = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** The uppermost box at the point; `boxes` are given bottom first. */
export const topmostAt = <Id>(boxes: readonly (Box & { readonly id: Id })[], at: Point): Id | undefined =>
  boxes.findLast((box) => contains(box, at))?.id;

/** The box between two opposite corners. */
export const boxBetween = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  w: Math.abs(a.x - b.x),
  h: Math.abs(a.y - b.y),
});

/** Boxes that the marquee touches, in the order given. */
export const idsInBox = <Id>(boxes: readonly (Box & { readonly id: Id })[], marquee: Box): Id[] =>
  boxes.filter((box) => overlaps(box, marquee)).map(({ id }) => id);
