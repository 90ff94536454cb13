import { expect, test } from 'vitest';
import { coordinateMax } from './cards/card.ts';
import { cardKinds } from './cards/index.ts';
import { type Box, boxesOverlap, pointForConsortium } from './placement.ts';

const challenge: Box = { x: 100, y: -50, w: 320, h: 240 };
const { size } = cardKinds.consortium;

const tableAfter = (others: readonly Box[]): Box => ({
  ...pointForConsortium(challenge, [challenge, ...others]),
  ...size,
});

test('the first consortium is placed beside its challenge', () => {
  const table = tableAfter([]);

  expect(table.x).toBeGreaterThanOrEqual(challenge.x);
  expect(table.y).toBeGreaterThanOrEqual(challenge.y);
  expect(Math.hypot(table.x - challenge.x, table.y - challenge.y)).toBeLessThan(400);
});

test('no consortium is placed on its challenge or on another consortium', () => {
  const placed: Box[] = [challenge];
  for (let nth = 0; nth < 12; nth += 1) {
    const table = { ...pointForConsortium(challenge, placed), ...size };
    expect(placed.filter((other) => boxesOverlap(table, other))).toEqual([]);
    placed.push(table);
  }
});

test('a consortium is not placed on a note', () => {
  const inTheWay = { ...tableAfter([]), w: 200, h: 160 };

  expect(boxesOverlap(tableAfter([inTheWay]), inTheWay)).toBe(false);
});

test('a removed consortium leaves its point to the next', () => {
  const first = tableAfter([]);
  const second = tableAfter([first]);

  expect(tableAfter([second])).toEqual(first);
});

test('a consortium at the edge stays on the board', () => {
  const atTheEdge = { ...challenge, x: coordinateMax, y: coordinateMax };

  expect(pointForConsortium(atTheEdge, [])).toEqual({ x: coordinateMax, y: coordinateMax });
});
