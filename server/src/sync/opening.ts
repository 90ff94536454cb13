import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import type { DocumentName, Journal } from '../storage/contract.ts';
import { Authors } from './authors.ts';

/** How long the reading of one document may keep everybody else's sockets waiting at a time. */
const sliceMs = 10;

/**
 * Reads a document from the journal.
 *
 * @throws StorageError
 */
export const openDocument = async (
  journal: Journal,
  document: DocumentName,
): Promise<{ doc: Y.Doc; authors: Authors }> => {
  const { updates, clients } = await journal.load(document);
  const doc = new Y.Doc();
  let sliceEnds = performance.now() + sliceMs;
  for (const update of updates) {
    Y.applyUpdate(doc, update);
    if (performance.now() < sliceEnds) continue;
    await setImmediate();
    sliceEnds = performance.now() + sliceMs;
  }
  const authors = new Authors(clients);
  // A fresh id for each opening: Yjs gives up an id under which it is shown history.
  while (authors.ownerOf(doc.clientID) !== undefined) doc.clientID = new Y.Doc().clientID;
  authors.bind([doc.clientID], 'system');
  return { doc, authors };
};
