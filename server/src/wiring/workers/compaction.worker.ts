import { workerData } from 'node:worker_threads';
import type { DocumentName } from '../../storage/contract.ts';
import { openSnapshots } from '../../storage/sqlite/snapshots.ts';
import { compactDocument } from '../../sync/compaction/compactDocument.ts';
import { serveWorker } from '../../workers/serveWorker.ts';

const { path }: { path: string } = workerData;
const snapshots = openSnapshots(path);

const methods = {
  compact: (document: DocumentName) => compactDocument(snapshots, document),
  close: () => snapshots.close(),
};
export type CompactionMethods = typeof methods;

serveWorker(methods);
