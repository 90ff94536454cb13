import { parentPort, workerData } from 'node:worker_threads';
import { serveRequests } from '../../workers/workerThread.ts';
import type { JournalRequest, JournalWorkerData } from './journalMessages.ts';
import { openJournalTables } from './journalTables.ts';
import { unpackWrites } from './packedWrites.ts';

if (!parentPort) throw new Error('journal.worker runs as a worker thread only');
const { path }: JournalWorkerData = workerData;
const tables = openJournalTables(path);

serveRequests<JournalRequest>(parentPort, (question) => {
  switch (question.kind) {
    case 'commit':
      return tables.commit(unpackWrites(question.packed));
    case 'load':
      return tables.load(question.document);
    case 'history':
      return tables.history(question.document, question.after);
    case 'activity':
      return tables.activity(question.document, question.part, question.most);
    case 'answerTo':
      return tables.answerTo(question.document, question.by, question.key);
    case 'documentsBelow':
      return tables.documentsBelow(question.name);
    case 'close':
      return tables.close();
  }
});
