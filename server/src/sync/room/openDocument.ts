import * as Y from 'yjs';
import type { DocumentName, Journal } from '../../storage/contract.ts';
import { ClientOwners } from './clientOwners.ts';
import { RestoredItems } from '../guard/repair/restoredItems.ts';
import type { EarlyJoiners } from './earlyJoiners.ts';
import { InitialState } from '../broadcast/stateCache.ts';
import { replayDocument } from './replayDocument.ts';

/** A document in memory with what a room needs to know of it. */
export interface OpenedDocument {
  readonly doc: Y.Doc;
  readonly clientOwners: ClientOwners;
  readonly restoredItems: RestoredItems;
  readonly initialState: InitialState;
}

/**
 * Reads a document from the journal. Early joiners are sent its bytes before Yjs parses them.
 *
 * @throws StorageError when the journal can't be read.
 */
export const openDocument = async (
  journal: Journal,
  document: DocumentName,
  earlyJoiners: EarlyJoiners,
): Promise<OpenedDocument> => {
  const loaded = await journal.load(document);
  const initialState = new InitialState(loaded);
  await earlyJoiners.sendInitialState(initialState);
  const clientOwners = new ClientOwners(loaded.clientOwners);
  const restoredItems = new RestoredItems(loaded.restored, (client) => clientOwners.ownerOf(client) === 'system');
  const doc = await replayDocument(loaded, restoredItems);
  RestoredItems.link(doc, loaded.restored);
  // Yjs drops its own client id when an update uses it, so each opening takes one that the journal has not seen.
  while (clientOwners.ownerOf(doc.clientID) !== undefined) doc.clientID = new Y.Doc().clientID;
  clientOwners.bind([doc.clientID], 'system');
  return {
    doc,
    clientOwners,
    restoredItems,
    initialState,
  };
};
