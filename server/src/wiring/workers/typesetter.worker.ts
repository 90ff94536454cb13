import type { PrintedDocument } from '../../reports/print/printedDocument.ts';
import { renderDocx } from '../../reports/print/renderDocx.ts';
import { renderPdf } from '../../reports/print/pdf/renderPdf.ts';
import type { PrintFormat } from '../../reports/typesetter.ts';
import { serveWorker } from '../../workers/serveWorker.ts';

const renderers = {
  docx: renderDocx,
  pdf: renderPdf,
};

const methods = {
  // Node may hand out a part of a larger buffer: copied whole, it would go to the other thread as such.
  typeset: async (format: PrintFormat, document: PrintedDocument) => new Uint8Array(await renderers[format](document)),
};
export type TypesetterMethods = typeof methods;

serveWorker(methods);
