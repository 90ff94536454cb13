import { coordinateMax } from './cards/card.ts';
import { cardKinds } from './cards/index.ts';

/** A rectangle of the board, in board units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const gap = 60;
/** How far from a challenge a free point is searched, in cards to the right and downwards. */
const searchSteps = 12;

/**
 * A point for a new consortium's card: the nearest free one to the right of its challenge or below, on no
 * other card and never off the board. If all are taken, the nearest one, above what lies there.
 */
export const pointForConsortium = (challenge: Box, others: readonly Box[]): { x: number; y: number } => {
  const candidates = boxesAround(challenge);
  const free = candidates.find((box) => !others.some((other) => boxesOverlap(box, other)));
  const { x, y } = free ?? candidates[0] ?? challenge;
  return { x, y };
};

const boxesAround = (challenge: Box): readonly Box[] => {
  const { w, h } = cardKinds.consortium.size;
  const steps = Array.from({ length: searchSteps }, (_, step) => step);
  const grid = (left: number, top: number): Box[] =>
    steps.flatMap((row) => steps.map((column) => ({ x: left + column * (w + gap), y: top + row * (h + gap), w, h })));
  const toTheRight = grid(challenge.x + challenge.w + gap, challenge.y);
  const below = grid(challenge.x, challenge.y + challenge.h + gap);
  const squaredDistance = (box: Box) => (box.x - challenge.x) ** 2 + (box.y - challenge.y) ** 2;
  return [...toTheRight, ...below]
    .sort((a, b) => squaredDistance(a) - squaredDistance(b))
    .map((box) => ({ ...box, x: Math.min(coordinateMax, box.x), y: Math.min(coordinateMax, box.y) }));
};

/** A point for a new card: right of all cards, level with the topmost; the centre of an empty board. */
export const freePoint = (size: Pick<Box, 'w' | 'h'>, others: readonly Box[]): { x: number; y: number } => {
  if (others.length === 0) return { x: -size.w / 2, y: -size.h / 2 };
  const right = Math.max(...others.map(({ x, w }) => x + w));
  const top = Math.min(...others.map(({ y }) => y));
  return { x: Math.min(coordinateMax, right + gap), y: top };
};

export const boxesOverlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
