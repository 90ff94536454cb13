import { describe, expect, test } from 'vitest';
import {
  interpolateCamera,
  type Camera,
  fitCamera,
  clampToContent,
  panBy,
  toBoard,
  toScreen,
  viewOf,
  zoomAt,
  zoomMax,
  zoomMin,
  zoomTo,
} from './camera.ts';

const camera: Camera = { x: 120, y: -40, zoom: 0.5 };
const viewport = { w: 1000, h: 600 };

describe('camera', () => {
  test('a point is the same after a round trip to the screen', () => {
    expect(toBoard(camera, toScreen(camera, { x: 33, y: 77 }))).toEqual({ x: 33, y: 77 });
  });

  test('what is under the pointer stays under it while zooming', () => {
    const at = { x: 310, y: 90 };
    const before = toBoard(camera, at);
    const after = toBoard(zoomAt(camera, at, 1.7), at);
    expect(after.x).toBeCloseTo(before.x, 9);
    expect(after.y).toBeCloseTo(before.y, 9);
  });

  test('zoom stays between 5 % and 400 %', () => {
    expect(zoomTo(camera, { x: 0, y: 0 }, 99).zoom).toBe(zoomMax);
    expect(zoomAt(camera, { x: 0, y: 0 }, 1e-6).zoom).toBe(zoomMin);
  });

  test('panning moves the board by as many pixels as the pointer', () => {
    const moved = panBy(camera, { x: 50, y: -20 });
    expect(toScreen(moved, { x: 0, y: 0 })).toEqual({
      x: toScreen(camera, { x: 0, y: 0 }).x + 50,
      y: toScreen(camera, { x: 0, y: 0 }).y - 20,
    });
  });

  test('a fitted box is centred in view, with its padding', () => {
    const box = { x: -500, y: 200, w: 3000, h: 900 };
    const fitted = fitCamera(box, viewport, 48);
    const corner = toScreen(fitted, box);
    const opposite = toScreen(fitted, { x: box.x + box.w, y: box.y + box.h });
    expect(corner.x).toBeCloseTo(48, 6);
    expect(viewport.w - opposite.x).toBeCloseTo(48, 6);
    expect(corner.y).toBeCloseTo(viewport.h - opposite.y, 6);
  });

  test('a small box is not fitted beyond 100 %', () => {
    expect(fitCamera({ x: 0, y: 0, w: 10, h: 10 }, viewport, 40).zoom).toBe(1);
  });

  test('an animation begins and ends exactly at its cameras', () => {
    const to: Camera = { x: 4000, y: 900, zoom: 2 };
    for (const [t, expected] of [
      [0, camera],
      [1, to],
    ] as const) {
      const between = interpolateCamera(camera, to, viewport, t);
      expect(between.x).toBeCloseTo(expected.x, 6);
      expect(between.y).toBeCloseTo(expected.y, 6);
      expect(between.zoom).toBeCloseTo(expected.zoom, 6);
    }
  });

  test('an animation that only zooms keeps the point at which it zooms', () => {
    const at = { x: 200, y: 500 };
    const to = zoomTo(camera, at, 3);
    const point = toBoard(camera, at);
    for (const t of [0.2, 0.5, 0.8]) {
      const seen = toScreen(interpolateCamera(camera, to, viewport, t), point);
      expect(seen.x).toBeCloseTo(at.x, 6);
      expect(seen.y).toBeCloseTo(at.y, 6);
    }
  });

  test('an animation without a change of zoom is linear', () => {
    expect(interpolateCamera({ x: 0, y: 0, zoom: 1 }, { x: 100, y: 50, zoom: 1 }, viewport, 0.5)).toEqual({
      x: 50,
      y: 25,
      zoom: 1,
    });
  });

  test('panning keeps some of the content in view', () => {
    const content = { x: 0, y: 0, w: 800, h: 400 };
    const clamped = clampToContent({ x: 1e6, y: -1e6, zoom: 1 }, content, viewport);
    const view = viewOf(clamped, viewport);
    expect(view.x).toBeLessThan(content.w);
    expect(view.y + view.h).toBeGreaterThan(content.y);
  });
});
