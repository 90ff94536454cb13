import type { DocumentName, HistoryEntry, JournalRow } from '../contract.ts';

/** A change of the journal; changes are made in the order of the calls. */
export type Write =
  | { readonly kind: 'rows'; readonly rows: readonly JournalRow[] }
  | { readonly kind: 'removal'; readonly document: DocumentName };

export type PackedRow = Omit<JournalRow, 'update'> & { readonly bytes: number };

/**
 * Writes on their way to the journal's thread. All updates lie in one buffer, which is transferred:
 * copying one buffer per update costs more than all else in a row.
 */
export interface PackedWrites {
  readonly writes: readonly (
    | Exclude<Write, { kind: 'rows' }>
    | { readonly kind: 'rows'; readonly rows: readonly PackedRow[] }
  )[];
  readonly updates: Uint8Array<ArrayBuffer>;
}

/** For each write of a commit: null when it is on disk, else why it failed. */
export type CommitOutcomes = readonly (string | null)[];

/** Consecutive entries of a document's history; an empty page is its end. */
export type HistoryPage = readonly HistoryEntry[];

/** Documents with a write that failed: later writes may rest on it, so they fail too. */
export class FailedDocuments {
  readonly #reasons = new Map<DocumentName, string>();

  add(write: Write, message: string): void {
    for (const document of documentsOf(write)) this.#reasons.set(document, message);
  }

  /** Why this write must fail as well, if it must; the failure then spreads to all its documents. */
  failureOf(write: Write): string | undefined {
    if (this.#reasons.size === 0) return undefined;
    const message = documentsOf(write)
      .map((document) => this.#reasons.get(document))
      .find((reason) => reason !== undefined);
    if (message !== undefined) this.add(write, message);
    return message;
  }
}

const documentsOf = (write: Write): readonly DocumentName[] =>
  write.kind === 'rows' ? write.rows.map(({ document }) => document) : [write.document];
