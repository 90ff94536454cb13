import { setImmediate } from 'node:timers/promises';
import * as Y from 'yjs';
import type { DocumentName, Journal, LoadedDocument } from '../../storage/contract.ts';
import { ClientOwners } from './clientOwners.ts';
import { RestoredItems } from '../guard/repair/restoredItems.ts';
import type { EarlyJoiners } from './earlyJoiners.ts';
import { InitialState } from '../broadcast/stateCache.ts';

/** How long the reading of one document may keep everybody else's sockets waiting at a time. */
const sliceMs = 10;

/**
 * The document that the journal holds, for whoever works on it: a room, or the shortening of its
 * journal. What the guard put back stays in it whole.
 */
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

/** A document in memory, and what a room has to know of it. */
export interface OpenedDocument {
  readonly doc: Y.Doc;
  readonly clientOwners: ClientOwners;
  readonly restoredItems: RestoredItems;
  readonly initialState: InitialState;
}

/**
 * Reads a document from the journal. Newcomers are answered before it is taken apart.
 *
 * @throws StorageError
 */
export const openDocument = async (
  journal: Journal,
  document: DocumentName,
  earlyJoiners: EarlyJoiners,
): Promise<OpenedDocument> => {
  const loaded = await journal.load(document);
  const beginning = new InitialState(loaded);
  await earlyJoiners.sendInitialState(beginning);
  const authors = new ClientOwners(loaded.clientOwners);
  const putback = new RestoredItems(loaded.restored, (client) => authors.ownerOf(client) === 'system');
  const doc = await replayDocument(loaded, putback);
  RestoredItems.link(doc, loaded.restored);
  // A fresh id for each opening: Yjs gives up an id under which it is shown history.
  while (authors.ownerOf(doc.clientID) !== undefined) doc.clientID = new Y.Doc().clientID;
  authors.bind([doc.clientID], 'system');
  return { doc, clientOwners: authors, restoredItems: putback, initialState: beginning };
};
