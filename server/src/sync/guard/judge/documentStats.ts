import type { Edit, Authorship } from '@brygga/shared/rules/edits';
import { richTextMax } from '@brygga/shared/document/cards/card';
import * as Y from 'yjs';
import type { ChangedKey } from './changedKeys.ts';
import type { DocumentFacts } from './editsFromChange.ts';
import { parentType, type YType } from '../structs/typePath.ts';

/** How many deleted cards are remembered, so that whoever deleted one can put it back by undo. */
const deletedCardsMax = 500;

/** What the guard remembers of a document from edit to edit, since reading it each time would cost too much. */
export class DocumentStats {
  /** At least as long as the text is; measured again where it seems too long. */
  readonly #richLengths = new WeakMap<YType, number>();
  readonly #deleted = new Map<string, Authorship>();

  factsFor(items: readonly Y.Item[]): DocumentFacts {
    return {
      richLength: (fragment) => this.#richLength(fragment, items),
      priorAuthorship: (card) => this.#deleted.get(card),
      isPlainText: (text) => items.every((item) => parentType(item) !== text || isPlainText(item)),
    };
  }

  /** An edit that was allowed. */
  recordEdit(edit: Edit, { key, valueBefore, readBefore }: ChangedKey): void {
    if (edit.kind !== 'card.deleted' || key === null || !(valueBefore instanceof Y.Map)) return;
    // Held against the card's schema when it was put.
    const made = {
      createdBy: readBefore(valueBefore, 'createdBy'),
      createdAt: readBefore(valueBefore, 'createdAt'),
    } as Authorship;
    this.#deleted.delete(key);
    this.#deleted.set(key, made);
    const [oldest] = this.#deleted.keys();
    if (this.#deleted.size > deletedCardsMax && oldest !== undefined) this.#deleted.delete(oldest);
  }

  #richLength(fragment: YType, items: readonly Y.Item[]): number {
    const known = this.#richLengths.get(fragment);
    const came = items.reduce((sum, { length }) => sum + length, 0);
    const length = known === undefined || known + came > richTextMax ? richTextLength(fragment) : known + came;
    this.#richLengths.set(fragment, length);
    return length;
  }
}

const isPlainText = ({ content }: Y.Item): boolean =>
  content instanceof Y.ContentString || content instanceof Y.ContentDeleted;

const richTextLength = (fragment: YType): number =>
  fragment instanceof Y.XmlFragment ? fragment.toString().length : 0;
