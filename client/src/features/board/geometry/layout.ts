import { coordinateMax, sizeMax } from '@brygga/shared/document/cards/card';
import type { Box, Point, Size } from './camera.ts';

/** The smallest box around all boxes; undefined where there are none. */
export const boundsOf = (boxes: Iterable<Box>): Box | undefined => {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { x, y, w, h } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  }
  return left === Infinity ? undefined : { x: left, y: top, w: right - left, h: bottom - top };
};

export const centreOf = ({ x, y, w, h }: Box): Point => ({ x: x + w / 2, y: y + h / 2 });

export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof handles)[number];

const clampLength = (length: number, min: number): number => Math.round(Math.min(sizeMax, Math.max(min, length)));

/** The box after dragging the handle; the opposite edge stays where it is. */
export const resizeBox = (box: Box, handle: Handle, by: Point, sizeMin: Size): Box => {
  const west = handle.includes('w');
  const north = handle.startsWith('n');
  const w = west
    ? clampLength(box.w - by.x, sizeMin.w)
    : handle.includes('e')
      ? clampLength(box.w + by.x, sizeMin.w)
      : box.w;
  const h = north
    ? clampLength(box.h - by.y, sizeMin.h)
    : handle.startsWith('s')
      ? clampLength(box.h + by.y, sizeMin.h)
      : box.h;
  return { x: west ? box.x + box.w - w : box.x, y: north ? box.y + box.h - h : box.y, w, h };
};

const clampCoordinate = (coordinate: number): number =>
  Math.round(Math.min(coordinateMax - sizeMax, Math.max(sizeMax - coordinateMax, coordinate)));

/** Moved by whole board units, and kept on the board: the server reverts a position outside of it. */
export const translatePoint = ({ x, y }: Point, by: Point): Point => ({
  x: clampCoordinate(x + by.x),
  y: clampCoordinate(y + by.y),
});

/** Cards whose tops are closer than this, in board units, are read as one row. */
const rowHeight = 80;

/** Ids row by row, left to right. */
export const readingOrder = <Id>(boxes: readonly (Box & { readonly id: Id })[]): Id[] => {
  const byTop = [...boxes].sort((a, b) => a.y - b.y);
  const rows: (Box & { readonly id: Id })[][] = [];
  for (const box of byTop) {
    const row = rows.at(-1);
    if (row?.[0] && box.y - row[0].y < rowHeight) row.push(box);
    else rows.push([box]);
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x - b.x).map(({ id }) => id));
};
