import { parentPort } from 'node:worker_threads';
import { printedDocx } from './reports/print/docx.ts';
import { printedPdf } from './reports/print/pdf/pdf.ts';
import type { TypesettingQuestion } from './reports/typesetter.ts';
import { serveRequests } from './storage/thread.ts';

if (!parentPort) throw new Error('reports.worker runs as a worker thread only');

serveRequests<TypesettingQuestion>(parentPort, (question) => {
  switch (question.is) {
    case 'docx':
      return printedDocx(question.document);
    case 'pdf':
      return printedPdf(question.document);
    case 'close':
      return undefined;
  }
});
