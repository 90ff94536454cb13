import { coordinateMax } from '../document/cards/card.ts';
import { cardKinds } from '../document/cards/index.ts';

const gap = 60;
const inARow = 3;

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where the next consortium's table stands: below its challenge, three in a row, never off the board. Board units. */
export const placeForConsortium = (challenge: Placed, alreadyThere: number): { x: number; y: number } => {
  const { w, h } = cardKinds.consortium.size;
  const column = alreadyThere % inARow;
  const row = Math.floor(alreadyThere / inARow);
  return {
    x: Math.min(coordinateMax, challenge.x + column * (w + gap)),
    y: Math.min(coordinateMax, challenge.y + challenge.h + gap + row * (h + gap)),
  };
};
