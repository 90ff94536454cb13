import { setImmediate } from 'node:timers/promises';
import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId, type WorkshopId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { type StockClient, stockClient } from '../interop/stockClient.ts';
import type { TestUser } from '../world/people.ts';

/** How far a writer may be ahead of its last confirmation: enough to be always writing, too little for the rate limit. */
const unsavedMost = 25;
/** After so many edits a writer deletes its note: a deletion that was seen must not be lost either. */
const editsOfANote = 15;

export interface Writer {
  readonly client: StockClient;
  /** Stops writing; resolves when the last edit is made. */
  stop(): Promise<void>;
}

export const clockOf = (doc: Y.Doc, of: Pick<StockClient, 'doc'>): number => Y.getState(doc.store, of.doc.clientID);

/** A synced client of the board, with notices. */
export const openWindow = async (user: TestUser, workshop: WorkshopId): Promise<StockClient> => {
  const client = stockClient(user, workshop, { notices: true });
  await client.until('sync', () => client.provider.synced);
  return client;
};

export const putNote = (doc: Y.Doc, by: TestUser, text = ''): CardId => {
  const id = newId(CardId);
  const place = { x: 0, y: 0, w: 200, h: 160, order: 'a0' };
  putCard(doc, id, { kind: 'note', ...place, text, colour: 'mint', createdBy: by.id, createdAt: Date.now() });
  return id;
};

const longText = 'Pasted from a long report. '.repeat(180);

/** Puts enough long notes on the board to start a compaction. */
export const pasteLargeText = (doc: Y.Doc, by: TestUser): void => {
  for (let note = 0; note < 60; note += 1) putNote(doc, by, longText);
};

/** Deletes what was pasted. */
export const removeLargeText = (doc: Y.Doc): void => {
  doc.transact(() => {
    for (const [id, note] of cardsOf(doc)) if (String(note.get('text')).startsWith(longText)) cardsOf(doc).delete(id);
  });
};

const editNote = (doc: Y.Doc, id: CardId, edit: number): void => {
  const note = cardsOf(doc).get(id);
  const text = note?.get('text');
  if (edit % 3 === 0 && text instanceof Y.Text) text.insert(text.length, ` and ${edit}`);
  else if (edit % 3 === 1 && text instanceof Y.Text) text.delete(0, Math.min(3, text.length));
  else note?.set('x', edit);
};

/** Creates, changes and deletes notes without pause until it is stopped. */
export const startWriter = (client: StockClient, by: TestUser): Writer => {
  const { doc } = client;
  let going = true;
  const done = (async () => {
    for (let edits = 0, note = putNote(doc, by); going; await setImmediate()) {
      if (clockOf(doc, client) - client.savedClock() >= unsavedMost) continue;
      edits += 1;
      if (edits % editsOfANote !== 0) editNote(doc, note, edits);
      else {
        doc.transact(() => {
          cardsOf(doc).delete(note);
          note = putNote(doc, by, `note ${edits}`);
        });
      }
    }
  })();
  return {
    client,
    async stop() {
      going = false;
      await done;
    },
  };
};
