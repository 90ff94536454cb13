import { workerData } from 'node:worker_threads';
import { createPlanReader } from '../../directory/library/planReader.ts';
import { createPlanWriter } from '../../directory/library/planWriter.ts';
import { openStorage } from '../../storage/sqlite/storage.ts';
import { serveWorker } from '../../workers/serveWorker.ts';

const { path }: { path: string } = workerData;
const storage = await openStorage(path);

const methods = {
  ...createPlanReader(createPlanWriter(storage)),
  close: () => storage.destroy(),
};
export type PlanReaderMethods = typeof methods;

serveWorker(methods);
