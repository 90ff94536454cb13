import { parentPort, workerData } from 'node:worker_threads';
import { openSnapshots } from '../../storage/sqlite/snapshots.ts';
import { serveRequests } from '../../workers/workerThread.ts';
import { compact, type CompactionRequest } from '../../sync/compaction/compaction.ts';

if (!parentPort) throw new Error('compaction.worker runs as a worker thread only');
const { path }: { path: string } = workerData;
const snapshots = openSnapshots(path);

serveRequests<CompactionRequest>(parentPort, (question) => {
  switch (question.kind) {
    case 'compact':
      return compact(snapshots, question.document);
    case 'close':
      return snapshots.close();
  }
});
