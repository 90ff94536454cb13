/** First number of a frame. 0 to 3 are y-websocket's own; the rest is sent only to those who asked for it. */
export const frameTypes = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  notice: 100,
  cursorMoves: 101,
} as const;

/** Second number of a sync frame (y-protocols/sync). */
export const syncTypes = {
  step1: 0,
  step2: 1,
  update: 2,
} as const;
