import type { PersonId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import type { DocumentName, Journal, JournalRow } from '../storage/contract.ts';
import { Commits } from './commits.ts';
import { placeOf } from './documents.ts';
import { healedUpdate } from './guard/healed.ts';
import { type Refused, trayEntries } from './guard/refusals.ts';
import type { Put, Tray } from './ports.ts';

/** Shows a row that is on disk where its document is open. */
export type Show = (row: JournalRow) => void;

/** What a row says beside its update. */
export type RowWords = Omit<JournalRow, 'document' | 'update' | 'at'>;

/** What the transactions of one turn have made of the document. */
export interface Made {
  readonly update: Uint8Array;
  /** What the document was before it. */
  readonly before: ReadonlyMap<number, number>;
}

/** Rows of other documents that stand or fall with a row, and what is due when they are on disk. */
export type Together = Pick<Put, 'rows' | 'saved'>;

interface ScribeParts {
  readonly document: DocumentName;
  readonly doc: Y.Doc;
  readonly journal: Journal;
  readonly tray: Tray;
  readonly show: Show;
  /** A row is lost: the document in memory is no longer true. */
  readonly failed: (error: unknown) => void;
}

const noop = (): void => undefined;
const alone: Together = { rows: [], saved: noop };

/**
 * A document's way into the journal. It gathers what Yjs says has changed in a turn, writes it as one
 * row, and keeps everything that may only follow that row in line behind it.
 */
export class Scribe {
  readonly #parts: ScribeParts;
  readonly #place: ReturnType<typeof placeOf>;
  readonly #commits: Commits;
  /** What the transactions of the turn have changed. */
  #made: { readonly update: Uint8Array; readonly transaction: Y.Transaction }[] = [];
  /** Whether the journal knows yet that the document's client id is the server's. */
  #introduced = false;

  constructor(parts: ScribeParts) {
    this.#parts = parts;
    this.#place = placeOf(parts.document);
    this.#commits = new Commits(parts.failed);
    parts.doc.on('update', (update, _origin, _doc, transaction) => {
      this.#made.push({ update, transaction });
    });
  }

  /** All that has changed since it was last taken, as one update; undefined where nothing has. */
  takeMade(): Made | undefined {
    const made = this.#made;
    this.#made = [];
    const [first] = made;
    if (!first) return undefined;
    const before = first.transaction.beforeState;
    if (made.length === 1) return { update: first.update, before };
    const transactions = made.map(({ transaction }) => transaction);
    return { update: healedUpdate(this.#parts.doc, before, transactions), before };
  }

  /**
   * `then` runs when the row is on disk, in the journal's order; a failure also reaches whoever looks
   * at the promise.
   */
  append(words: RowWords & { readonly update?: Uint8Array }, then = noop, together = alone): Promise<void> {
    const appended = this.#parts.journal.append(this.rowOf(words), ...together.rows);
    this.follow(appended, () => {
      then();
      together.saved();
    });
    return appended;
  }

  /** The row as it goes into the journal. */
  rowOf(words: RowWords & { readonly update?: Uint8Array }): JournalRow {
    return { update: new Uint8Array(), ...words, document: this.#parts.document, at: Date.now() };
  }

  /** `then` runs when a row that was appended just now is on disk, in the journal's order. */
  follow(appended: Promise<void>, then: () => void): void {
    this.#commits.add(appended, then);
  }

  /** The server's client id in this document is its own before anything under it is on disk. */
  introduce(): void {
    if (this.#introduced) return;
    this.#introduced = true;
    void this.append({ by: 'system', newClients: [this.#parts.doc.clientID] });
  }

  /** What was undone goes into the writer's tray: on disk with the row that it was undone in, or not at all. */
  intoTray(person: PersonId, refused: readonly Refused[]): Together {
    if (refused.length === 0) return alone;
    const { workshop, circle } = this.#place;
    const { tray, show } = this.#parts;
    const put = tray.put(workshop, person, trayEntries(refused, circle, Date.now()));
    const saved = () => {
      put.saved();
      for (const row of put.rows) show(row);
    };
    return { rows: put.rows, saved };
  }

  /** Runs when everything that the document holds now is on disk; never, should that fail. */
  afterCommit(then: () => void): void {
    this.#commits.after(then);
  }

  /** Resolves when everything that the document holds now is on disk; rejects, should that fail. */
  saved(): Promise<void> {
    return this.#commits.saved();
  }

  /** Resolves when no row is in flight. */
  idle(): Promise<void> {
    return this.#commits.idle();
  }
}
