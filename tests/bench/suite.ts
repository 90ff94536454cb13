import { fanOut200, fanOut500 } from './scenarios/fanOut.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** In the order of the table. */
export const suite: readonly Scenario[] = [fanOut200, fanOut500];
