import { parentPort, workerData } from 'node:worker_threads';
import { answerAll } from '../thread.ts';
import type { Question, WorkerData } from './journalMessages.ts';
import { openTables } from './journalTables.ts';
import { unpack } from './packing.ts';

if (!parentPort) throw new Error('journal.worker runs as a worker thread only');
const { path }: WorkerData = workerData;
const tables = openTables(path);

answerAll<Question>(parentPort, (question) => {
  switch (question.is) {
    case 'commit':
      return tables.commit(unpack(question.packed));
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
