import { parentPort, workerData } from 'node:worker_threads';
import type { Reply, Request } from '../thread.ts';
import { messageOf, type Question, type WorkerData } from './journalMessages.ts';
import { openTables } from './journalTables.ts';

if (!parentPort) throw new Error('journal.worker runs as a worker thread only');
const port = parentPort;
const { path }: WorkerData = workerData;
const tables = openTables(path);

const answer = (request: Question): unknown => {
  switch (request.is) {
    case 'commit':
      return tables.commit(request.writes);
    case 'load':
      return tables.load(request.document);
    case 'history':
      return tables.history(request.document, request.after);
    case 'answerTo':
      return tables.answerTo(request.document, request.by, request.key);
    case 'close':
      return tables.close();
  }
};

port.on('message', (request: Request<Question>) => {
  let reply: Reply;
  try {
    reply = { id: request.id, is: 'done', value: answer(request) };
  } catch (error) {
    reply = { id: request.id, is: 'failed', message: messageOf(error) };
  }
  port.postMessage(reply);
  if (request.is === 'close') port.close();
});
