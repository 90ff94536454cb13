import type { PersonId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import type { DocumentName, Journal, JournalRow } from '../../storage/contract.ts';
import { CommitQueue } from './commitQueue.ts';
import { parseDocumentName } from '../../storage/documentName.ts';
import { mergeWithoutReverted } from '../guard/repair/mergeWithoutReverted.ts';
import { type RevertedEdit, toReturnedEdits } from '../guard/judge/revertedEdits.ts';
import type { PendingReturnedEdits, ReturnedEdits } from './dependencies.ts';

/** Applies a row that is on disk to its document, where that is open. */
export type ApplyCommittedRow = (row: JournalRow) => void;

/** A row's fields apart from its update. */
export type RowFields = Omit<JournalRow, 'document' | 'update' | 'at'>;

/** The combined change of one turn's transactions. */
export interface TurnUpdate {
  readonly update: Uint8Array;
  /** State vector before the turn. */
  readonly stateBefore: ReadonlyMap<number, number>;
}

/** Rows of other documents that are committed all or none with a row. */
export type AttachedRows = Pick<PendingReturnedEdits, 'rows' | 'onSaved'>;

/** Writes into a document; may return facts that are known only after writing. */
export type ServerWrite = (doc: Y.Doc) => JournalRow['facts'] | void;

/** A change by the server with the fields of its row. */
export interface ServerChange extends Pick<JournalRow, 'by' | 'facts' | 'commandResponse' | 'onBehalf'> {
  write?: ServerWrite;
}

interface JournalWriterDeps {
  readonly document: DocumentName;
  readonly doc: Y.Doc;
  readonly journal: Journal;
  readonly returnedEdits: ReturnedEdits;
  readonly applyCommittedRow: ApplyCommittedRow;
  /** A row has failed: the document in memory is ahead of the journal. */
  readonly onFailure: (error: unknown) => void;
}

const doNothing = (): void => undefined;
const noAttachedRows: AttachedRows = { rows: [], onSaved: doNothing };

/**
 * Writes a document's changes to the journal: merges all transactions of a turn into one row, and runs
 * what depends on the row (broadcast, replies, "saved") in journal order after its commit.
 */
export class JournalWriter {
  readonly #deps: JournalWriterDeps;
  readonly #name: ReturnType<typeof parseDocumentName>;
  readonly #commits: CommitQueue;
  /** Transactions of the current turn with their updates. */
  #turn: { readonly update: Uint8Array; readonly transaction: Y.Transaction }[] = [];
  /** Whether the journal has a row that binds the document's client id to the server. */
  #isServerClientBound = false;

  constructor(deps: JournalWriterDeps) {
    this.#deps = deps;
    this.#name = parseDocumentName(deps.document);
    this.#commits = new CommitQueue(deps.onFailure);
    deps.doc.on('update', (update, _origin, _doc, transaction) => {
      this.#turn.push({ update, transaction });
    });
  }

  /** All changes since the last call as one update; undefined where there are none. */
  takeTurnUpdate(): TurnUpdate | undefined {
    const turn = this.#turn;
    this.#turn = [];
    const [first] = turn;
    if (!first) return undefined;
    const stateBefore = first.transaction.beforeState;
    if (turn.length === 1) return { update: first.update, stateBefore };
    const transactions = turn.map(({ transaction }) => transaction);
    return { update: mergeWithoutReverted(this.#deps.doc, stateBefore, transactions), stateBefore };
  }

  /** Runs `then` when the row is on disk, in journal order; a failure also rejects the promise. */
  append(
    fields: RowFields & { readonly update?: Uint8Array },
    then = doNothing,
    attached = noAttachedRows,
  ): Promise<void> {
    const appended = this.#deps.journal.append(this.buildRow(fields), ...attached.rows);
    this.afterAppend(appended, () => {
      then();
      attached.onSaved();
    });
    return appended;
  }

  /** The row to append, dated now. */
  buildRow(fields: RowFields & { readonly update?: Uint8Array }): JournalRow {
    return { update: new Uint8Array(), ...fields, document: this.#deps.document, at: Date.now() };
  }

  /** Runs `then` when a row that was appended just now is on disk, in journal order. */
  afterAppend(appended: Promise<void>, then: () => void): void {
    this.#commits.add(appended, then);
  }

  /** Binds the server's client id before anything written under it is on disk. */
  bindServerClient(): void {
    if (this.#isServerClientBound) return;
    this.#isServerClientBound = true;
    void this.append({ by: 'system', newClients: [this.#deps.doc.clientID] });
  }

  /** Rows that give reverted edits back to their writer, to be appended with the row that reverts them. */
  attachReturnedEdits(person: PersonId, reverted: readonly RevertedEdit[]): AttachedRows {
    if (reverted.length === 0) return noAttachedRows;
    const { workshop, circle } = this.#name;
    const { returnedEdits, applyCommittedRow } = this.#deps;
    const pending = returnedEdits.prepare(workshop, person, toReturnedEdits(reverted, circle, Date.now()));
    return {
      rows: pending.rows,
      onSaved() {
        pending.onSaved();
        for (const row of pending.rows) applyCommittedRow(row);
      },
    };
  }

  /** Runs `then` when the document's present state is on disk; never if that fails. */
  afterCommit(then: () => void): void {
    this.#commits.afterCommit(then);
  }

  /** Resolves when the document's present state is on disk; rejects if that fails. */
  saved(): Promise<void> {
    return this.#commits.saved();
  }

  /** Resolves when every row has been committed or has failed. */
  idle(): Promise<void> {
    return this.#commits.idle();
  }
}
