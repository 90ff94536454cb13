import { cardsOf, putCard, readCard } from '@brygga/shared/document/cards/index';
import { CardId, type PersonId } from '@brygga/shared/ids';
import * as Y from 'yjs';

/** Notes by short names, for tests that care for what is written and not for where it lies. */
const noteId = (name: string): CardId => CardId.parse(`${name.replace(/\W/g, '')}z`.padEnd(16, '0'));

/** Puts a note of this name, or writes other words on the one that is there. */
export const writeNote = (doc: Y.Doc, by: PersonId, name: string, words: string): void => {
  const text = cardsOf(doc).get(noteId(name))?.get('text');
  doc.transact(() => {
    if (text instanceof Y.Text) {
      text.delete(0, text.length);
      text.insert(0, words);
      return;
    }
    const at = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 0 };
    putCard(doc, noteId(name), { kind: 'note', colour: 'mint', text: words, createdBy: by, ...at });
  });
};

/** What the note of this name says; undefined where there is none. */
export const readNote = (doc: Y.Doc, name: string): string | undefined => {
  const card = readCard(noteId(name), cardsOf(doc).get(noteId(name)));
  return card?.kind === 'note' ? card.text : undefined;
};
