/** Where a challenge made from an action goes: the city's drafts, or the board for everybody. */
export type ChallengeDestination = 'draft' | 'board';

interface CardBox {
  readonly x: number;
  readonly y: number;
  readonly h: number;
}

const gap = 60;

/** A free position for a new card: below all others, at their left edge. */
export const pointBelow = (cards: readonly CardBox[]): { x: number; y: number } => ({
  x: cards.length === 0 ? 0 : Math.min(...cards.map(({ x }) => x)),
  y: cards.length === 0 ? 0 : Math.max(...cards.map(({ y, h }) => y + h)) + gap,
});
