import type { Box, Point } from './camera.ts';
import { overlaps } from './hitTest.ts';

/** The box between two corners, whichever of them came first. */
export const boxBetween = (a: Point, b: Point): Box => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  w: Math.abs(a.x - b.x),
  h: Math.abs(a.y - b.y),
});

/** What the marquee touches, in the order given. */
export const idsInBox = <Id>(boxes: readonly (Box & { readonly id: Id })[], marquee: Box): Id[] =>
  boxes.filter((box) => overlaps(box, marquee)).map(({ id }) => id);
