import { workerData } from 'node:worker_threads';
import { serveWorker } from '../../workers/serveWorker.ts';
import type { PackedWrites } from './journalMessages.ts';
import { openJournalTables } from './journalTables.ts';
import { unpackWrites } from './packedWrites.ts';

const { path }: { path: string } = workerData;
const tables = openJournalTables(path);

const methods = {
  ...tables,
  commit: (packed: PackedWrites) => tables.commit(unpackWrites(packed)),
};
export type JournalMethods = typeof methods;

serveWorker(methods);
