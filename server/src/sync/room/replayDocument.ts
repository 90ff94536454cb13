import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import type { LoadedDocument } from '../../storage/contract.ts';
import { RestoredItems } from '../guard/repair/restoredItems.ts';

/** Applying updates blocks all sockets; after this long they get a turn. */
const sliceMs = 10;

/** The document that the journal holds. What the guard has restored is not garbage-collected. */
export const replayDocument = async (
  { snapshot, updates, restored }: LoadedDocument,
  restoredItems = new RestoredItems(restored, () => false),
): Promise<Y.Doc> => {
  const doc = new Y.Doc({ gcFilter: restoredItems.mayGc });
  if (snapshot) Y.applyUpdate(doc, snapshot);
  let sliceEnds = performance.now() + sliceMs;
  for (const update of updates) {
    Y.applyUpdate(doc, update);
    if (performance.now() < sliceEnds) continue;
    await setImmediate();
    sliceEnds = performance.now() + sliceMs;
  }
  return doc;
};
