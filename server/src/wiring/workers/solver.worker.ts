import { loadHighs } from '../../matching/loadHighs.ts';
import { type CoverProblem, solveCovers } from '../../matching/setCover.ts';
import { serveWorker } from '../../workers/serveWorker.ts';

const highs = await loadHighs();

const methods = {
  covers: (problem: CoverProblem) => solveCovers(highs, problem),
};
export type SolverMethods = typeof methods;

serveWorker(methods);
