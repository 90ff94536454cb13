import * as Y from 'yjs';
import type { DocumentName, Snapshots } from '../../storage/contract.ts';
import { replayDocument } from '../room/replayDocument.ts';

/** Replaces a document's journal up to its last row by a snapshot. Runs in the compaction's own thread. */
export const compactDocument = async (snapshots: Snapshots, document: DocumentName): Promise<void> => {
  const input = await snapshots.read(document);
  if (!input) return;
  const doc = await replayDocument(input);
  await snapshots.put(document, Y.encodeStateAsUpdate(doc), input.through);
  doc.destroy();
};
