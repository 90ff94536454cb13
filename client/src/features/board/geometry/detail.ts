/** How much a card shows: `speck` its kind alone, `far` title and ring, `near` also its needs, `full` all. */
export type DetailLevel = 'speck' | 'far' | 'near' | 'full';

/** Below this zoom, the largest title would be some three pixels high. */
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

/** Pixels between the dots of the ground; doubled while zooming out, so that the dots never crowd. */
export const gridGap = (zoom: number): number => {
  let gap = dotGap * zoom;
  while (gap < dotGapOnScreenMin) gap *= 2;
  while (gap >= dotGapOnScreenMin * 4) gap /= 2;
  return gap;
};
