import { expect, test } from 'vitest';
import { boxBetween, idsInBox, overlaps, overlapsInside, topmostAt } from './hitTest.ts';

const boxes = [
  { id: 'low', x: 0, y: 0, w: 100, h: 100 },
  { id: 'high', x: 50, y: 50, w: 100, h: 100 },
  { id: 'far', x: 5000, y: 5000, w: 100, h: 100 },
];

test('the uppermost card at the point is hit', () => {
  expect(topmostAt(boxes, { x: 75, y: 75 })).toBe('high');
  expect(topmostAt(boxes, { x: 25, y: 25 })).toBe('low');
  expect(topmostAt(boxes, { x: 900, y: 900 })).toBeUndefined();
});

test('a marquee drawn in any direction selects what it touches', () => {
  expect(idsInBox(boxes, boxBetween({ x: 140, y: 140 }, { x: 120, y: 120 }))).toEqual(['high']);
  expect(idsInBox(boxes, boxBetween({ x: 300, y: 300 }, { x: 200, y: 200 }))).toEqual([]);
});

test('boxes that share an edge overlap, but not inside', () => {
  const left = { x: 0, y: 0, w: 10, h: 10 };
  const right = { x: 10, y: 0, w: 10, h: 10 };
  expect(overlaps(left, right)).toBe(true);
  expect(overlapsInside(left, right)).toBe(false);
  expect(overlapsInside(left, { ...right, x: 9 })).toBe(true);
});
