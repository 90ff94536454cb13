import { putCard } from '@brygga/shared/document/cards/index';
import { recordsOf } from '@brygga/shared/document/roots';
import { CardId, PersonId } from '@brygga/shared/ids';
import * as Y from 'yjs';

/** All that one person will write, as updates that are made before the clock runs. */
export interface Script {
  /** The Y client id that they write under. */
  readonly client: number;
  /** Puts the person's own note on the board. */
  readonly setup: Uint8Array;
  readonly edits: readonly Uint8Array[];
  /** All that they have written in the end, in one update. */
  readonly state: Uint8Array;
  /** The client's clock after each edit: whoever has come that far has it. */
  readonly ends: readonly number[];
}

/** Large, as those that Yjs makes up, so that they take as many bytes. */
export const clientOf = (person: number): number => 2_000_000_000 + person;
export const noteOf = (person: number, index = 0): CardId =>
  CardId.parse(`bench${String(person).padStart(5, '0')}n${String(index).padStart(5, '0')}`);

/** One edit in four moves the note, the others type a letter. */
const moveEvery = 4;
const letters = 'a city puts a challenge on the board and a company answers it ';

export const putNote = (doc: Y.Doc, id: CardId, by: string, place: number, text = ''): void =>
  putCard(doc, id, {
    kind: 'note',
    x: (place % 50) * 220,
    y: Math.floor(place / 50) * 180,
    w: 200,
    h: 160,
    order: 'a0',
    createdBy: PersonId.parse(by),
    createdAt: 1_700_000_000_000,
    text,
    colour: 'yellow',
  });

/** @param notes how many notes of their own the person makes and goes round. */
export const scriptOf = (person: number, id: string, edits: number, notes = 1): Script => {
  const doc = new Y.Doc();
  doc.clientID = clientOf(person);
  doc.transact(() => {
    for (let note = 0; note < notes; note += 1) putNote(doc, noteOf(person, note), id, person * notes + note);
  });
  const setup = Y.encodeStateAsUpdate(doc);
  const updates: Uint8Array[] = [];
  const ends: number[] = [];
  doc.on('update', (update: Uint8Array) => {
    updates.push(update);
    ends.push(Y.getState(doc.store, doc.clientID));
  });
  for (let edit = 0; edit < edits; edit += 1) {
    const card = recordsOf(doc, 'cards').get(noteOf(person, edit % notes));
    if (card) doc.transact(() => change(card, Math.floor(edit / notes), person));
  }
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return { client: clientOf(person), setup, edits: updates, state, ends };
};

const change = (card: Y.Map<unknown>, turn: number, person: number): void => {
  const text = card.get('text');
  if (turn % moveEvery === moveEvery - 1 || !(text instanceof Y.Text)) {
    card.set('x', person * 10 + (turn % 500));
    card.set('y', turn % 500);
  } else text.insert(text.length, letters[turn % letters.length] ?? ' ');
};
