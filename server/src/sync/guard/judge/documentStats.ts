import type { Edit, Authorship } from '@brygga/shared/rules/edits';
import { richTextMax } from '@brygga/shared/document/cards/card';
import { richTextLength } from '@brygga/shared/document/text/richText';
import * as Y from 'yjs';
import type { ChangedKey } from './changedKeys.ts';
import type { DocumentFacts } from './editsFromChange.ts';
import { parentType, type YType } from '../structs/typePath.ts';

/** How many deleted cards are remembered, so that undo can restore them in their creators' names. */
const deletedCardsMax = 500;

/** Facts about a document that the guard keeps from edit to edit, since reading them each time would cost too much. */
export class DocumentStats {
  /** Upper bounds: the text is measured again when its bound exceeds the limit. */
  readonly #richLengths = new WeakMap<YType, number>();
  readonly #deletedCards = new Map<string, Authorship>();

  factsFor(items: readonly Y.Item[]): DocumentFacts {
    return {
      richLength: (fragment) => this.#richLength(fragment, items),
      priorAuthorship: (card) => this.#deletedCards.get(card),
      isPlainText: (text) => items.every((item) => parentType(item) !== text || isPlainText(item)),
    };
  }

  /** Call for each allowed edit. */
  recordEdit(edit: Edit, { key, valueBefore, readBefore }: ChangedKey): void {
    if (edit.kind !== 'card.deleted' || key === null || !(valueBefore instanceof Y.Map)) return;
    // Both were checked against the card's schema when it was created.
    const authorship = {
      createdBy: readBefore(valueBefore, 'createdBy'),
      createdAt: readBefore(valueBefore, 'createdAt'),
    } as Authorship;
    this.#deletedCards.delete(key);
    this.#deletedCards.set(key, authorship);
    const [oldest] = this.#deletedCards.keys();
    if (this.#deletedCards.size > deletedCardsMax && oldest !== undefined) this.#deletedCards.delete(oldest);
  }

  #richLength(fragment: YType, items: readonly Y.Item[]): number {
    const knownMax = this.#richLengths.get(fragment);
    const inserted = items.reduce((sum, { length }) => sum + length, 0);
    const isMeasured = knownMax === undefined || knownMax + inserted > richTextMax;
    const length = isMeasured ? richTextLength(fragment) : knownMax + inserted;
    this.#richLengths.set(fragment, length);
    return length;
  }
}

const isPlainText = ({ content }: Y.Item): boolean =>
  content instanceof Y.ContentString || content instanceof Y.ContentDeleted;
