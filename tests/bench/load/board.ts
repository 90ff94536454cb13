import * as Y from 'yjs';
import { clientOf, noteOf, putNote } from './script.ts';

const noteText = 'Streets that stay cool in summer: trees, shade and pale asphalt, ward by ward. ';

/** A board with notes on it, as one update by one person. */
export const boardOf = (person: number, id: string, notes: number): Uint8Array => {
  const doc = new Y.Doc();
  doc.clientID = clientOf(person);
  doc.transact(() => {
    for (let note = 0; note < notes; note += 1) putNote(doc, noteOf(person, note), id, note, noteText);
  });
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
};
