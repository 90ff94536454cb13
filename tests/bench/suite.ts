import { fanOut200, fanOut500 } from './scenarios/fanOut.ts';
import { presence200, presence500 } from './scenarios/presence.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** In the order of the table. */
export const suite: readonly Scenario[] = [fanOut200, fanOut500, presence200, presence500];
