import { parentPort } from 'node:worker_threads';
import { briefDocx } from './reports/brief/docx.ts';
import { briefPdf } from './reports/brief/pdf/pdf.ts';
import type { TypesettingQuestion } from './reports/typesetter.ts';
import { answerAll } from './storage/thread.ts';

if (!parentPort) throw new Error('reports.worker runs as a worker thread only');

answerAll<TypesettingQuestion>(parentPort, (question) => {
  switch (question.is) {
    case 'docx':
      return briefDocx(question.brief);
    case 'pdf':
      return briefPdf(question.brief);
    case 'close':
      return undefined;
  }
});
