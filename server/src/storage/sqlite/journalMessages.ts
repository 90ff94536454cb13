import type { ActivityPart, Author, DocumentName, HistoryEntry, JournalRow } from '../contract.ts';

/** What changes the journal, in the order in which it was asked. */
export type Write =
  | { readonly is: 'rows'; readonly rows: readonly JournalRow[] }
  | { readonly is: 'removal'; readonly document: DocumentName };

export type PackedRow = Omit<JournalRow, 'update'> & { readonly bytes: number };

/**
 * Writes on their way to the journal's thread. All updates lie one behind the other in one buffer,
 * which changes hands: to copy a buffer of its own for each costs more than all else in a row.
 */
export interface Packed {
  readonly writes: readonly (
    | Exclude<Write, { is: 'rows' }>
    | { readonly is: 'rows'; readonly rows: readonly PackedRow[] }
  )[];
  readonly updates: Uint8Array<ArrayBuffer>;
}

/** What the server's thread asks the journal's thread; its answers are what `openTables` gives. */
export type Question =
  | { readonly is: 'commit'; readonly packed: Packed }
  | { readonly is: 'load'; readonly document: DocumentName }
  | { readonly is: 'history'; readonly document: DocumentName; readonly after: number }
  | { readonly is: 'activity'; readonly document: DocumentName; readonly part: ActivityPart; readonly most: number }
  | { readonly is: 'answerTo'; readonly document: DocumentName; readonly by: Author; readonly key: string }
  | { readonly is: 'documentsBelow'; readonly name: DocumentName }
  | { readonly is: 'close' };

/** A commit's value: for each write, why it failed, or null where it is on disk. */
export type Outcomes = readonly (string | null)[];

/** A part of a document's history, in order; an empty one is its end. */
export type HistoryPage = readonly HistoryEntry[];

export interface WorkerData {
  readonly path: string;
}

/** Documents of which something could not be written: what was appended after it may rest on it. */
export class Broken {
  readonly #why = new Map<DocumentName, string>();

  add(write: Write, message: string): void {
    for (const document of documentsOf(write)) this.#why.set(document, message);
  }

  /** Why this write fails too, if it does; then whatever rests on it fails as well. */
  breaks(write: Write): string | undefined {
    if (this.#why.size === 0) return undefined;
    const message = documentsOf(write)
      .map((document) => this.#why.get(document))
      .find((why) => why !== undefined);
    if (message !== undefined) this.add(write, message);
    return message;
  }
}

const documentsOf = (write: Write): readonly DocumentName[] =>
  write.is === 'rows' ? write.rows.map(({ document }) => document) : [write.document];
