import { parentPort } from 'node:worker_threads';
import { createDesk, type DeskQuestion } from './directory/library/desk.ts';
import { answerAll } from './storage/thread.ts';

if (!parentPort) throw new Error('library.worker runs as a worker thread only');
const answer = createDesk();

answerAll<DeskQuestion>(parentPort, (question) => (question.is === 'close' ? undefined : answer(question)));
