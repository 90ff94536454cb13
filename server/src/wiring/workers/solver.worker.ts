import { parentPort } from 'node:worker_threads';
import { loadHighs } from '../../matching/loadHighs.ts';
import { solveCovers } from '../../matching/setCover.ts';
import type { SolverRequest } from '../../matching/solver.ts';
import { serveRequests } from '../../workers/workerThread.ts';

if (!parentPort) throw new Error('matching.worker runs as a worker thread only');
const highs = await loadHighs();

serveRequests<SolverRequest>(parentPort, (question) => {
  switch (question.kind) {
    case 'covers':
      return solveCovers(highs, question.asked);
    case 'close':
      return undefined;
  }
});
