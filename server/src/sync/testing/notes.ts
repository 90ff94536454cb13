import { cardsOf, putCard, readCard } from '@brygga/shared/document/cards/index';
import { CardId, type PersonId } from '@brygga/shared/ids';
import * as Y from 'yjs';

/** The id of the note with this short name. */
const noteId = (name: string): CardId => CardId.parse(`${name.replace(/\W/g, '')}z`.padEnd(16, '0'));

/** Creates a note of this name, or replaces its text. */
export const writeNote = (doc: Y.Doc, by: PersonId, name: string, text: string): void => {
  const existing = cardsOf(doc).get(noteId(name))?.get('text');
  doc.transact(() => {
    if (existing instanceof Y.Text) {
      existing.delete(0, existing.length);
      existing.insert(0, text);
      return;
    }
    putCard(doc, noteId(name), {
      kind: 'note',
      colour: 'mint',
      text,
      x: 0,
      y: 0,
      w: 200,
      h: 160,
      order: 'a0',
      createdBy: by,
      createdAt: 0,
    });
  });
};

/** The text of the note of this name; undefined if there is none. */
export const readNote = (doc: Y.Doc, name: string): string | undefined => {
  const card = readCard(noteId(name), cardsOf(doc).get(noteId(name)));
  return card?.kind === 'note' ? card.text : undefined;
};
