import { coverage300 } from './scenarios/coverage.ts';
import { durability } from './scenarios/durability.ts';
import { fanOut200, fanOut500 } from './scenarios/fanOut.ts';
import { history } from './scenarios/history.ts';
import { hostileGap } from './scenarios/hostileGap.ts';
import { manyRooms } from './scenarios/manyRooms.ts';
import { matching } from './scenarios/matching.ts';
import { openingCold, openingTogether } from './scenarios/opening.ts';
import { presence200, presence500 } from './scenarios/presence.ts';
import { rejoin } from './scenarios/rejoin.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** In the order of the table. */
export const suite: readonly Scenario[] = [
  fanOut200,
  fanOut500,
  presence200,
  presence500,
  openingCold,
  openingTogether,
  rejoin,
  manyRooms,
  history,
  durability,
  hostileGap,
  matching,
  coverage300,
];
