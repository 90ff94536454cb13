interface CardBox {
  readonly x: number;
  readonly y: number;
  readonly h: number;
}

const gap = 60;

/** Where a new card covers none: below all others, at their left. */
export const pointBelow = (cards: readonly CardBox[]): { x: number; y: number } => ({
  x: cards.length === 0 ? 0 : Math.min(...cards.map(({ x }) => x)),
  y: cards.length === 0 ? 0 : Math.max(...cards.map(({ y, h }) => y + h)) + gap,
});
