import type { CardShape } from '@brygga/shared/document/cards/card';
import { type Card, cardKinds, cardsOf, readCard } from '@brygga/shared/document/cards/index';
import { CardId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { followRecords } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';
import { richTextLines } from './richTextLines.ts';

export interface LiveCards {
  /** Every card's id, bottom first; changes only when cards come, go or are reordered. */
  readonly ids: readonly CardId[];
  /**
   * The card as a frozen plain object; whoever reads it runs again when that one card changes. Rich
   * text (`brief`, `pitch`, an offer's `text`) reads as its words, a line for each paragraph.
   */
  get(id: CardId): Card | undefined;
}

/** The card as components show it: rich text as plain lines, since the editor that draws it is loaded when needed. */
const readShown = (id: string, written: unknown): Card | undefined => {
  const card = readCard(id, written);
  if (!card || !(written instanceof Y.Map)) return undefined;
  const shape: CardShape = cardKinds[card.kind];
  const fields: Partial<Record<string, string>> = {};
  for (const [field, storage] of Object.entries(shape.storage)) {
    const fragment: unknown = storage === 'richText' ? written.get(field) : undefined;
    if (fragment instanceof Y.XmlFragment) fields[field] = richTextLines(fragment);
  }
  return { ...card, ...fields };
};

/** Live cards of a document, and what ends the following. */
export const liveCards = (doc: Y.Doc) => {
  const cards = new LiveRecords<CardId, Card>(({ order }) => order);
  return { cards, stop: followRecords(cardsOf(doc), { id: CardId, read: readShown, records: cards }) };
};
