import { describe, expect, test } from 'vitest';
import { type BoxGroup, idsInView, expandBox } from './culling.ts';
import { boundsOf } from './layout.ts';

const boxes = [
  { id: 'low', x: 0, y: 0, w: 100, h: 100 },
  { id: 'high', x: 50, y: 50, w: 100, h: 100 },
  { id: 'far', x: 5000, y: 5000, w: 100, h: 100 },
];
const grouped = (members: typeof boxes): BoxGroup<string>[] => [{ boxes: members, bounds: boundsOf(members) }];

describe('culling', () => {
  test('only boxes that the view touches are in view, bottom first', () => {
    expect(idsInView(grouped(boxes), { x: -10, y: -10, w: 100, h: 100 }, [])).toEqual(['low', 'high']);
  });

  test('returns the previous array when nothing changed', () => {
    const before = idsInView(grouped(boxes), { x: -10, y: -10, w: 100, h: 100 }, []);
    expect(idsInView(grouped(boxes), { x: 0, y: 0, w: 90, h: 90 }, before)).toBe(before);
  });

  test('boxes that are always mounted stay in view wherever they are', () => {
    expect(idsInView(grouped(boxes), { x: 0, y: 0, w: 10, h: 10 }, [], new Set(['far']))).toEqual(['low', 'far']);
  });

  test('the margin is a share of the view on every side', () => {
    expect(expandBox({ x: 0, y: 0, w: 100, h: 50 }, 0.5)).toEqual({ x: -50, y: -25, w: 200, h: 100 });
  });

  test('five thousand cards are culled in far less than a frame', () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({
      id: String(i),
      x: (i % 100) * 250,
      y: Math.floor(i / 100) * 250,
      w: 200,
      h: 160,
    }));
    const groups = Array.from({ length: 79 }, (_, g) => grouped(many.slice(g * 64, g * 64 + 64))).flat();
    const rounds = 50;
    const start = performance.now();
    let inView: readonly string[] = [];
    for (let round = 0; round < rounds; round++) {
      inView = idsInView(groups, { x: round * 10, y: 0, w: 4000, h: 2500 }, inView);
    }
    expect(inView.length).toBeGreaterThan(100);
    expect((performance.now() - start) / rounds).toBeLessThan(8);
  });
});
