import { describe, expect, test } from 'vitest';
import { boundsOf, readingOrder, resizeBox, translatePoint } from './layout.ts';

const box = { x: 100, y: 100, w: 200, h: 160 };
const sizeMin = { w: 120, h: 80 };

describe('layout', () => {
  test('bounds surround all boxes, and no boxes have none', () => {
    expect(boundsOf([box, { x: -10, y: 150, w: 20, h: 400 }])).toEqual({ x: -10, y: 100, w: 310, h: 450 });
    expect(boundsOf([])).toBeUndefined();
  });

  test('a handle moves its own edges and leaves the opposite ones', () => {
    expect(resizeBox(box, 'se', { x: 30, y: 40 }, sizeMin)).toEqual({ x: 100, y: 100, w: 230, h: 200 });
    expect(resizeBox(box, 'nw', { x: 30, y: 40 }, sizeMin)).toEqual({ x: 130, y: 140, w: 170, h: 120 });
    expect(resizeBox(box, 'n', { x: 30, y: -40 }, sizeMin)).toEqual({ x: 100, y: 60, w: 200, h: 200 });
    expect(resizeBox(box, 'e', { x: -30, y: 40 }, sizeMin)).toEqual({ x: 100, y: 100, w: 170, h: 160 });
  });

  test('a box stops shrinking at its smallest size, and the opposite edge stays', () => {
    expect(resizeBox(box, 'w', { x: 900, y: 0 }, sizeMin)).toEqual({ x: 180, y: 100, w: 120, h: 160 });
    expect(resizeBox(box, 's', { x: 0, y: -900 }, sizeMin)).toEqual({ x: 100, y: 100, w: 200, h: 80 });
  });

  test('no position lies outside of the board', () => {
    expect(translatePoint({ x: 0, y: 0 }, { x: 5e6, y: -5e6 })).toEqual({ x: 996_000, y: -996_000 });
  });

  test('reading order goes row by row, and a card a little lower is in the same row', () => {
    const order = readingOrder([
      { id: 'c', x: 0, y: 300, w: 10, h: 10 },
      { id: 'b', x: 500, y: 0, w: 10, h: 10 },
      { id: 'a', x: 0, y: 30, w: 10, h: 10 },
    ]);
    expect(order).toEqual(['a', 'b', 'c']);
  });
});
