/** How much a card says: `far` its title and ring, `near` its needs, `full` all. */
export type Detail = 'far' | 'near' | 'full';

const nearFrom = 0.42;
const fullFrom = 0.8;

export const detailAt = (zoom: number): Detail => (zoom < nearFrom ? 'far' : zoom < fullFrom ? 'near' : 'full');

const dotGap = 24;
const dotGapOnScreenMin = 16;

/** Pixels between the dots of the ground: it doubles as one moves away, so that it never turns to noise. */
export const groundGap = (zoom: number): number => {
  let gap = dotGap * zoom;
  while (gap < dotGapOnScreenMin) gap *= 2;
  while (gap >= dotGapOnScreenMin * 4) gap /= 2;
  return gap;
};
