import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { CardId, PersonId } from '@brygga/shared/ids';
import { idOf } from '@brygga/shared/testing/fixtures';
import * as Y from 'yjs';

export const writer = idOf(PersonId, 'writer');
export const noteId = (number: number) => idOf(CardId, 'note', number);

/** A note as another client's edit puts it. */
export const putNote = (doc: Y.Doc, id: CardId, fields: { text?: string; x?: number; order?: string } = {}): void =>
  putCard(doc, id, {
    kind: 'note',
    colour: 'yellow',
    x: 0,
    y: 0,
    w: 200,
    h: 160,
    order: 'a0',
    createdBy: writer,
    createdAt: 1,
    ...fields,
  });

export const fieldOf = (doc: Y.Doc, id: CardId, field: string): unknown => cardsOf(doc).get(id)?.get(field);

/** @throws TypeError if the field holds no text. */
export const textOf = (doc: Y.Doc, id: CardId, field: string): Y.Text => {
  const text = fieldOf(doc, id, field);
  if (!(text instanceof Y.Text)) throw new TypeError(`The field ${field} holds no text`);
  return text;
};

export const setField = (doc: Y.Doc, id: CardId, field: string, value: unknown): void => {
  cardsOf(doc).get(id)?.set(field, value);
};
