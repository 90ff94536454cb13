import { parentPort } from 'node:worker_threads';
import { renderDocx } from '../../reports/print/renderDocx.ts';
import { renderPdf } from '../../reports/print/pdf/renderPdf.ts';
import type { TypesettingRequest } from '../../reports/typesetter.ts';
import { serveRequests } from '../../workers/workerThread.ts';

if (!parentPort) throw new Error('reports.worker runs as a worker thread only');

serveRequests<TypesettingRequest>(parentPort, (question) => {
  switch (question.kind) {
    case 'docx':
      return renderDocx(question.document);
    case 'pdf':
      return renderPdf(question.document);
    case 'close':
      return undefined;
  }
});
