/**
 * How much a card says: a `speck` only that it is there and of what kind, `far` its title and ring,
 * `near` its needs, `full` all.
 */
export type DetailLevel = 'speck' | 'far' | 'near' | 'full';

/** Below this, the largest title would be some three pixels high. */
const farZoomMin = 0.12;
const nearZoomMin = 0.42;
const fullZoomMin = 0.8;

export const detailAt = (zoom: number): DetailLevel => {
  if (zoom < farZoomMin) return 'speck';
  if (zoom < nearZoomMin) return 'far';
  return zoom < fullZoomMin ? 'near' : 'full';
};

const dotGap = 24;
const dotGapOnScreenMin = 16;

/** Pixels between the dots of the ground: it doubles as one moves away, so that it never turns to noise. */
export const gridGap = (zoom: number): number => {
  let gap = dotGap * zoom;
  while (gap < dotGapOnScreenMin) gap *= 2;
  while (gap >= dotGapOnScreenMin * 4) gap /= 2;
  return gap;
};
