import type { PersonId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import type { DocumentName, Journal, JournalRow } from '../../storage/contract.ts';
import { CommitQueue } from './commitQueue.ts';
import { parseDocumentName } from '../../storage/documentName.ts';
import { mergeWithoutReverted } from '../guard/repair/mergeWithoutReverted.ts';
import { type RefusedEdit, toReturnedEdits } from '../guard/judge/refusals.ts';
import type { PendingReturnedEdits, ReturnedEdits } from './dependencies.ts';

/** Shows a row that is on disk where its document is open. */
export type ApplyCommittedRow = (row: JournalRow) => void;

/** What a row says beside its update. */
export type RowFields = Omit<JournalRow, 'document' | 'update' | 'at'>;

/** What the transactions of one turn have made of the document. */
export interface TurnUpdate {
  readonly update: Uint8Array;
  /** What the document was before it. */
  readonly stateBefore: ReadonlyMap<number, number>;
}

/** Rows of other documents that stand or fall with a row, and what is due when they are on disk. */
export type AttachedRows = Pick<PendingReturnedEdits, 'rows' | 'onSaved'>;

interface JournalWriterDeps {
  readonly document: DocumentName;
  readonly doc: Y.Doc;
  readonly journal: Journal;
  readonly returnedEdits: ReturnedEdits;
  readonly applyCommittedRow: ApplyCommittedRow;
  /** A row is lost: the document in memory is no longer true. */
  readonly onFailure: (error: unknown) => void;
}

const noop = (): void => undefined;
const noAttachedRows: AttachedRows = { rows: [], onSaved: noop };

/**
 * A document's way into the journal. It gathers what Yjs says has changed in a turn, writes it as one
 * row, and keeps everything that may only follow that row in line behind it.
 */
export class JournalWriter {
  readonly #deps: JournalWriterDeps;
  readonly #name: ReturnType<typeof parseDocumentName>;
  readonly #commits: CommitQueue;
  /** What the transactions of the turn have changed. */
  #turn: { readonly update: Uint8Array; readonly transaction: Y.Transaction }[] = [];
  /** Whether the journal knows yet that the document's client id is the server's. */
  #isServerClientBound = false;

  constructor(parts: JournalWriterDeps) {
    this.#deps = parts;
    this.#name = parseDocumentName(parts.document);
    this.#commits = new CommitQueue(parts.onFailure);
    parts.doc.on('update', (update, _origin, _doc, transaction) => {
      this.#turn.push({ update, transaction });
    });
  }

  /** All that has changed since it was last taken, as one update; undefined where nothing has. */
  takeTurnUpdate(): TurnUpdate | undefined {
    const made = this.#turn;
    this.#turn = [];
    const [first] = made;
    if (!first) return undefined;
    const before = first.transaction.beforeState;
    if (made.length === 1) return { update: first.update, stateBefore: before };
    const transactions = made.map(({ transaction }) => transaction);
    return { update: mergeWithoutReverted(this.#deps.doc, before, transactions), stateBefore: before };
  }

  /**
   * `then` runs when the row is on disk, in the journal's order; a failure also reaches whoever looks
   * at the promise.
   */
  append(fields: RowFields & { readonly update?: Uint8Array }, then = noop, attached = noAttachedRows): Promise<void> {
    const appended = this.#deps.journal.append(this.buildRow(fields), ...attached.rows);
    this.afterAppend(appended, () => {
      then();
      attached.onSaved();
    });
    return appended;
  }

  /** The row as it goes into the journal. */
  buildRow(words: RowFields & { readonly update?: Uint8Array }): JournalRow {
    return { update: new Uint8Array(), ...words, document: this.#deps.document, at: Date.now() };
  }

  /** `then` runs when a row that was appended just now is on disk, in the journal's order. */
  afterAppend(appended: Promise<void>, then: () => void): void {
    this.#commits.add(appended, then);
  }

  /** The server's client id in this document is its own before anything under it is on disk. */
  bindServerClient(): void {
    if (this.#isServerClientBound) return;
    this.#isServerClientBound = true;
    void this.append({ by: 'system', newClients: [this.#deps.doc.clientID] });
  }

  /** What was undone goes into the writer's tray: on disk with the row that it was undone in, or not at all. */
  attachReturnedEdits(person: PersonId, refused: readonly RefusedEdit[]): AttachedRows {
    if (refused.length === 0) return noAttachedRows;
    const { workshop, circle } = this.#name;
    const { returnedEdits, applyCommittedRow } = this.#deps;
    const put = returnedEdits.prepare(workshop, person, toReturnedEdits(refused, circle, Date.now()));
    const saved = () => {
      put.onSaved();
      for (const row of put.rows) applyCommittedRow(row);
    };
    return { rows: put.rows, onSaved: saved };
  }

  /** Runs when everything that the document holds now is on disk; never, should that fail. */
  afterCommit(then: () => void): void {
    this.#commits.afterCommit(then);
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
