import { CardId } from '@brygga/shared/ids';
import { z } from 'zod';
import { WindowMarks } from './windowMarks.ts';

const StoredCard = z.object({
  card: CardId,
  /** The card's item in the document: a card that an undo brings back has another. */
  item: z.string(),
  /** The card as `toJSON` gives it; left out where that is too long for the storage. */
  value: z.record(z.string(), z.unknown()).optional(),
  /** When the person last wrote in it, ms since 1970. */
  wroteAt: z.number(),
  /** Whether the journal had all of it. */
  isSaved: z.boolean().default(false),
});
export type StoredCard = z.output<typeof StoredCard>;

/** The longest mark, in characters: a browser's storage holds some five million for all that is on a site. */
const markMax = 500_000;

const readStored = (text: string): readonly StoredCard[] => {
  try {
    return z.array(StoredCard).safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
};

/**
 * Remembers, over reloads, the cards in which a person wrote what may not have reached the journal, or
 * wrote just now, so that a deletion meanwhile loses no words. A mark of its own for each window, as in `UnsavedFlag`.
 */
export class UnsavedCards {
  readonly #marks: WindowMarks;

  constructor(storage: Storage, store: string, window: string) {
    this.#marks = new WindowMarks(storage, `${store}:unsaved-cards:`, window);
  }

  /** Cards of an earlier visit, or of a window that is still open. */
  get leftovers(): readonly StoredCard[] {
    return this.#marks.leftovers.flatMap(readStored);
  }

  /** Replaces this window's mark. */
  put(cards: readonly StoredCard[]): void {
    if (cards.length === 0) return this.#marks.remove();
    const mark = JSON.stringify(cards);
    if (mark.length <= markMax) return this.#marks.set(mark);
    // The local store of documents has the words, too: the ids alone still find them there.
    const ids = cards.map(({ card, item, wroteAt, isSaved }) => ({ card, item, wroteAt, isSaved }));
    this.#marks.set(JSON.stringify(ids));
  }

  /** Call once this window's own mark holds all of them that are still at risk. */
  clearLeftovers(): void {
    this.#marks.removeLeftovers();
  }
}
