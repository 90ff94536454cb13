import { parentPort, workerData } from 'node:worker_threads';
import { createPlanReader, type PlanReaderRequest } from '../../directory/library/planReader.ts';
import { createPlanWriter } from '../../directory/library/planWriter.ts';
import { openStorage } from '../../storage/sqlite/storage.ts';
import { serveRequests } from '../../workers/workerThread.ts';

if (!parentPort) throw new Error('library.worker runs as a worker thread only');
const { path }: { path: string } = workerData;
const storage = await openStorage(path);
const answer = createPlanReader(createPlanWriter(storage));

serveRequests<PlanReaderRequest>(parentPort, (question) =>
  question.kind === 'close' ? storage.destroy() : answer(question),
);
