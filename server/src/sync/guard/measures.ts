import type { Edit, Authorship } from '@brygga/shared/rules/edits';
import { richTextMax } from '@brygga/shared/document/cards/card';
import * as Y from 'yjs';
import type { Changed } from './changes.ts';
import type { Known } from './edits.ts';
import { parentOf, type YType } from './paths.ts';

/** How many deleted cards are remembered, so that whoever deleted one can put it back by undo. */
const deletedMax = 500;

/** What the guard remembers of a document from edit to edit, since reading it each time would cost too much. */
export class Measures {
  /** At least as long as the text is; measured again where it seems too long. */
  readonly #richLengths = new WeakMap<YType, number>();
  readonly #deleted = new Map<string, Authorship>();

  of(items: readonly Y.Item[]): Known {
    return {
      richLength: (fragment) => this.#richLength(fragment, items),
      madeBefore: (card) => this.#deleted.get(card),
      isPlain: (text) => items.every((item) => parentOf(item) !== text || isLetters(item)),
    };
  }

  /** An edit that was allowed. */
  note(edit: Edit, { key, was, before }: Changed): void {
    if (edit.kind !== 'card.deleted' || key === null || !(was instanceof Y.Map)) return;
    // Held against the card's schema when it was put.
    const made = { createdBy: before(was, 'createdBy'), createdAt: before(was, 'createdAt') } as Authorship;
    this.#deleted.delete(key);
    this.#deleted.set(key, made);
    const [oldest] = this.#deleted.keys();
    if (this.#deleted.size > deletedMax && oldest !== undefined) this.#deleted.delete(oldest);
  }

  #richLength(fragment: YType, items: readonly Y.Item[]): number {
    const known = this.#richLengths.get(fragment);
    const came = items.reduce((sum, { length }) => sum + length, 0);
    const length = known === undefined || known + came > richTextMax ? writtenLength(fragment) : known + came;
    this.#richLengths.set(fragment, length);
    return length;
  }
}

const isLetters = ({ content }: Y.Item): boolean =>
  content instanceof Y.ContentString || content instanceof Y.ContentDeleted;

const writtenLength = (fragment: YType): number => (fragment instanceof Y.XmlFragment ? fragment.toString().length : 0);
