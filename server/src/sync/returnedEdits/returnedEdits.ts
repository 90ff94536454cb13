import { circleName } from '@brygga/shared/document/circles';
import { type ReturnedEdit, returnedEditsMax } from '@brygga/shared/document/returnedEdits';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { DocumentName } from '../../storage/contract.ts';
import { TokenBucket } from '../transport/tokenBucket.ts';
import type { PendingReturnedEdits, ReturnedEdits } from '../room/dependencies.ts';
import { EntryPage } from './entryPage.ts';

/** What is put within such a time of quiet belongs together; after it, a person's allowance is whole again. */
const quietMs = 60_000;
/** What one person's tray takes at once, in entries and in letters of their JSON: all that a long time offline brings. */
const entriesBurstMax = returnedEditsMax;
const charactersBurstMax = 1_000_000;

const perSecond = (atOnce: number): number => (atOnce * 1000) / quietMs;

/**
 * Writes what was undone into people's trays.
 *
 * 1. Entries go to disk in the same commit as the update that they were undone of, which can't wait
 *    for another document to be opened. So each update of a tray stands by itself: a fresh client id
 *    of the server's, a new key below the root. It can be applied to the document in any state.
 * 2. The same thing undone again shortly after (a letter at a time in a locked text, a card that is
 *    dragged) is told in one entry. That rests on the entry before it, so it is done only when that
 *    one is known to be on disk: a commit that fails never leaves a gap.
 * 3. A person's own tray is all that a person can fill. What comes faster than hands work is counted
 *    instead of kept, in an entry at 1, 2, 4, 8… of them: a flood of a million costs twenty rows.
 */
export const createReturnedEdits = (): ReturnedEdits => {
  const writers = new Map<DocumentName, PersonWriter>();

  const forgetQuiet = (now: number): void => {
    for (const [document, writer] of writers) {
      // Those that wrote last stand last.
      if (now - writer.wroteAt < quietMs) return;
      writers.delete(document);
    }
  };

  return {
    prepare(workshop: WorkshopId, person: PersonId, entries: readonly ReturnedEdit[]): PendingReturnedEdits {
      const document = `${workshop}/${circleName({ is: 'person', id: person })}`;
      const now = Date.now();
      forgetQuiet(now);
      const writer = writers.get(document) ?? new PersonWriter();
      writers.delete(document);
      writers.set(document, writer);
      return writer.put(document, entries, now);
    },
  };
};

/** What this process has written lately into the tray of one person. */
class PersonWriter {
  wroteAt = 0;
  readonly #entries = new TokenBucket(perSecond(entriesBurstMax), entriesBurstMax);
  readonly #letters = new TokenBucket(perSecond(charactersBurstMax), charactersBurstMax);
  /** The page that was written last, and whether it is known to be on disk. */
  #page = new EntryPage();
  #saved = false;
  /** Entries that came too fast, and how many of them the tray tells. */
  #missed = 0;
  #missedTold = 0;

  put(document: DocumentName, entries: readonly ReturnedEdit[], at: number): PendingReturnedEdits {
    this.wroteAt = at;
    const page = this.#saved && !this.#page.isFull ? this.#page : new EntryPage();
    const isNew = page.isEmpty;
    const update = page.write(() => {
      for (const entry of entries) this.#write(page, entry);
      this.#tellMissed(page, entries.at(-1));
    });
    if (!update) return { rows: [], onSaved: () => undefined };
    this.#page = page;
    this.#saved = false;
    const newClients = isNew ? [page.client] : [];
    return {
      rows: [{ document, update, by: 'system', newClients, at }],
      onSaved: () => {
        if (this.#page === page) this.#saved = true;
      },
    };
  }

  #write(page: EntryPage, entry: ReturnedEdit): void {
    const line = page.merge(entry);
    const letters = JSON.stringify(line.entry).length;
    if (this.#letters.take(letters) && (line.continuesEarlier || this.#entries.take(1))) page.set(line);
    else this.#missed += 1;
  }

  #tellMissed(page: EntryPage, last: ReturnedEdit | undefined): void {
    if (!last || this.#missed === 0 || this.#missed < 2 * this.#missedTold) return;
    const { reason, what, circle, at } = last;
    const more = this.#missed - this.#missedTold;
    this.#missedTold = this.#missed;
    const counted: ReturnedEdit = { reason, what, circle, kind: '', title: '', text: '', value: undefined, more, at };
    page.set(page.merge(counted));
  }
}
