import type { ActivityRange, Author, DocumentName, HistoryEntry, JournalRow } from '../contract.ts';

/** What changes the journal, in the order in which it was asked. */
export type Write =
  | { readonly kind: 'rows'; readonly rows: readonly JournalRow[] }
  | { readonly kind: 'removal'; readonly document: DocumentName };

export type PackedRow = Omit<JournalRow, 'update'> & { readonly bytes: number };

/**
 * Writes on their way to the journal's thread. All updates lie one behind the other in one buffer,
 * which changes hands: to copy a buffer of its own for each costs more than all else in a row.
 */
export interface PackedWrites {
  readonly writes: readonly (
    | Exclude<Write, { kind: 'rows' }>
    | { readonly kind: 'rows'; readonly rows: readonly PackedRow[] }
  )[];
  readonly updates: Uint8Array<ArrayBuffer>;
}

/** What the server's thread asks the journal's thread; its answers are what `openTables` gives. */
export type JournalRequest =
  | { readonly kind: 'commit'; readonly packed: PackedWrites }
  | { readonly kind: 'load'; readonly document: DocumentName }
  | { readonly kind: 'history'; readonly document: DocumentName; readonly after: number }
  | { readonly kind: 'activity'; readonly document: DocumentName; readonly part: ActivityRange; readonly most: number }
  | { readonly kind: 'answerTo'; readonly document: DocumentName; readonly by: Author; readonly key: string }
  | { readonly kind: 'documentsBelow'; readonly name: DocumentName }
  | { readonly kind: 'close' };

/** A commit's value: for each write, why it failed, or null where it is on disk. */
export type CommitOutcomes = readonly (string | null)[];

/** A part of a document's history, in order; an empty one is its end. */
export type HistoryPage = readonly HistoryEntry[];

export interface JournalWorkerData {
  readonly path: string;
}

/** Documents of which something could not be written: what was appended after it may rest on it. */
export class FailedDocuments {
  readonly #why = new Map<DocumentName, string>();

  add(write: Write, message: string): void {
    for (const document of documentsOf(write)) this.#why.set(document, message);
  }

  /** Why this write fails too, if it does; then whatever rests on it fails as well. */
  failureOf(write: Write): string | undefined {
    if (this.#why.size === 0) return undefined;
    const message = documentsOf(write)
      .map((document) => this.#why.get(document))
      .find((why) => why !== undefined);
    if (message !== undefined) this.add(write, message);
    return message;
  }
}

const documentsOf = (write: Write): readonly DocumentName[] =>
  write.kind === 'rows' ? write.rows.map(({ document }) => document) : [write.document];
