import { expect, test } from 'vitest';
import { coordinateMax } from '../document/cards/card.ts';
import { cardKinds } from '../document/cards/index.ts';
import { placeForConsortium } from './tablePlace.ts';

const challenge = { x: 100, y: -50, w: 320, h: 240 };
const { w, h } = cardKinds.consortium.size;
const places = Array.from({ length: 12 }, (_, already) => placeForConsortium(challenge, already));

test('tables stand below their challenge, the first at its left edge', () => {
  expect(places[0]?.x).toBe(challenge.x);
  for (const { y } of places) expect(y).toBeGreaterThan(challenge.y + challenge.h);
});

test('no table stands on another', () => {
  for (const [index, a] of places.entries()) {
    for (const b of places.slice(index + 1)) {
      expect(Math.abs(a.x - b.x) >= w || Math.abs(a.y - b.y) >= h).toBe(true);
    }
  }
});

test('a table below a challenge at the edge stays on the board', () => {
  const atTheEdge = { ...challenge, x: coordinateMax, y: coordinateMax };

  expect(placeForConsortium(atTheEdge, 2)).toEqual({ x: coordinateMax, y: coordinateMax });
});
