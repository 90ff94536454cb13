import { type ReturnedEdit, returnedEditsMax } from '@brygga/shared/document/returnedEdits';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { DocumentName } from '../../storage/contract.ts';
import { documentName } from '../../storage/documentName.ts';
import { TokenBucket } from '../transport/tokenBucket.ts';
import type { PendingReturnedEdits, ReturnedEdits } from '../room/dependencies.ts';
import { EntryPage } from './entryPage.ts';

/** Edits of a person are merged until they have been quiet for this long; then their allowance is full again. */
const quietMs = 60_000;
/** One person's allowance, in entries and in characters of their JSON: enough for the edits of a long time offline. */
const entriesBurstMax = returnedEditsMax;
const charactersBurstMax = 1_000_000;

const perSecond = (burstMax: number): number => (burstMax * 1000) / quietMs;

/**
 * Writes reverted edits into their writers' own documents.
 *
 * 1. Entries are committed together with the update that they were reverted from, without opening the
 *    person's document. Therefore each row has a new client id of the server's and new keys, and can be
 *    applied to any state of the document.
 * 2. Repeated reverts of the same thing (a letter at a time in a locked text, a card that is dragged)
 *    are merged into the earlier entry, but only once that entry is known to be on disk, so that a
 *    failed commit leaves no gap.
 * 3. Entries beyond a person's allowance are only counted, and the count is written at 1, 2, 4, 8…: a
 *    flood of a million costs twenty rows.
 */
export const createReturnedEdits = (): ReturnedEdits => {
  const writers = new Map<DocumentName, PersonWriter>();

  const forgetQuiet = (now: number): void => {
    for (const [document, writer] of writers) {
      // The map is in the order of the last write.
      if (now - writer.wroteAt < quietMs) return;
      writers.delete(document);
    }
  };

  return {
    prepare(workshop: WorkshopId, person: PersonId, entries: readonly ReturnedEdit[]): PendingReturnedEdits {
      const document = documentName(workshop, { is: 'person', id: person });
      const now = Date.now();
      forgetQuiet(now);
      const writer = writers.get(document) ?? new PersonWriter();
      writers.delete(document);
      writers.set(document, writer);
      return writer.put(document, entries, now);
    },
  };
};

/** Writes the returned edits of one person. */
class PersonWriter {
  wroteAt = 0;
  readonly #entries = new TokenBucket(perSecond(entriesBurstMax), entriesBurstMax);
  readonly #characters = new TokenBucket(perSecond(charactersBurstMax), charactersBurstMax);
  /** The page of the last row. */
  #page = new EntryPage();
  /** Whether the page is known to be on disk. */
  #isSaved = false;
  /** Number of entries beyond the allowance, and how many of them are written as a count. */
  #skippedCount = 0;
  #writtenCount = 0;

  put(document: DocumentName, entries: readonly ReturnedEdit[], at: number): PendingReturnedEdits {
    this.wroteAt = at;
    const page = this.#isSaved && !this.#page.isFull ? this.#page : new EntryPage();
    const isNew = page.isEmpty;
    const update = page.write(() => {
      for (const entry of entries) this.#write(page, entry);
      this.#writeCount(page, entries.at(-1));
    });
    if (!update) return { rows: [], onSaved: () => undefined };
    this.#page = page;
    this.#isSaved = false;
    const newClients = isNew ? [page.client] : [];
    return {
      rows: [{ document, update, by: 'system', newClients, at }],
      onSaved: () => {
        if (this.#page === page) this.#isSaved = true;
      },
    };
  }

  #write(page: EntryPage, entry: ReturnedEdit): void {
    const merged = page.merge(entry);
    const characters = JSON.stringify(merged.entry).length;
    if (this.#characters.take(characters) && (merged.continuesEarlier || this.#entries.take(1))) page.set(merged);
    else this.#skippedCount += 1;
  }

  #writeCount(page: EntryPage, last: ReturnedEdit | undefined): void {
    if (!last || this.#skippedCount === 0 || this.#skippedCount < 2 * this.#writtenCount) return;
    const { reason, what, circle, at } = last;
    const more = this.#skippedCount - this.#writtenCount;
    this.#writtenCount = this.#skippedCount;
    const counted: ReturnedEdit = { reason, what, circle, kind: '', title: '', text: '', value: undefined, more, at };
    page.set(page.merge(counted));
  }
}
