import { describe, expect, test } from 'vitest';
import { namedSeatsMax, tableBox, tableLayout } from './tableLayout.ts';

describe.each(Array.from({ length: 40 }, (_, index) => index + 1))('a table of %i seats', (count) => {
  const { seats, w, h, radius, named } = tableLayout(count);

  test('keeps every seat inside its box', () => {
    expect(seats).toHaveLength(count);
    for (const { x, y } of seats) {
      expect(Math.min(x - w / 2, y - h / 2)).toBeGreaterThanOrEqual(-1e-6);
      expect(Math.max(x + w / 2, y + h / 2)).toBeLessThanOrEqual(tableBox + 1e-6);
    }
  });

  test('lays no seat over another, nor over the table', () => {
    for (const [at, a] of seats.entries()) {
      for (const b of seats.slice(at + 1)) {
        const away = named
          ? Math.max(Math.abs(a.x - b.x) - w, Math.abs(a.y - b.y) - h)
          : Math.hypot(a.x - b.x, a.y - b.y) - w;
        expect(away).toBeGreaterThanOrEqual(0);
      }
      const dx = Math.max(0, Math.abs(a.x - tableBox / 2) - w / 2);
      const dy = Math.max(0, Math.abs(a.y - tableBox / 2) - h / 2);
      expect(Math.hypot(dx, dy)).toBeGreaterThanOrEqual(radius);
    }
  });

  test(`names its seats up to ${namedSeatsMax}, and keeps marks large enough to press`, () => {
    expect(named).toBe(count <= namedSeatsMax);
    expect(Math.min(w, h)).toBeGreaterThanOrEqual(24);
  });
});
