import type { PersonId } from '@brygga/shared/ids';

/** One document's name in the journal: `<workshop>` for a board, `<workshop>/<circle>` for another circle. */
export type DocumentName = string;

/** Who a row is by: a person's id, or `system`. */
export type Author = PersonId | 'system';

/** A command as it was asked, and how it was answered; it lives in the row that it changed the document by. */
export interface KeptAnswer {
  readonly key: string;
  readonly by: Author;
  /** SHA-256 of name and input, hex: the same key with another request is a mistake of the caller's. */
  readonly request: string;
  /** The whole HTTP answer's JSON, to be given again word by word. */
  readonly answer: string;
  readonly status: number;
}

export interface JournalRow {
  readonly document: DocumentName;
  /** Yjs update, V1; empty for a row that only keeps a refusal. */
  readonly update: Uint8Array;
  readonly by: Author;
  /** The organisation that a command was given for, where it is not one of the asker's own. */
  readonly onBehalf?: string;
  /** Client ids that wrote for the first time in this row: from now on they are this author's for good. */
  readonly newClients: readonly number[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The facts of a decided command, names and fields. */
  readonly facts?: readonly object[];
  readonly kept?: KeptAnswer;
}

export interface LoadedDocument {
  /** Updates in the journal's order; applied in that order they are the document. */
  readonly updates: readonly Uint8Array[];
  /** Who owns which client id. */
  readonly clients: ReadonlyMap<number, Author>;
}

/**
 * The truth on disk. Implementations commit in groups: what is appended while a commit is in flight
 * goes into the next one, without timers.
 */
export interface Journal {
  /**
   * Resolves when the row is on disk; rows are committed in the order of the calls.
   *
   * @throws StorageError when the commit failed: nothing of the row is there then, nor of any row of
   * the same document that was appended before the failure was told, since those may rest on it.
   * Other documents' rows in the same commit are not touched.
   */
  append(row: JournalRow): Promise<void>;
  /** Every row whose append has resolved is in it. */
  load(document: DocumentName): Promise<LoadedDocument>;
  /** The answer that is kept under a person's key on this document: a refusal (status from 400) for a day, others for good. */
  answerTo(document: DocumentName, by: Author, key: string): Promise<KeptAnswer | undefined>;
  /** Removes a document with everything that is kept of it; rows appended before are removed too. */
  remove(document: DocumentName): Promise<void>;
  /** Waits for what is in flight, then closes. */
  close(): Promise<void>;
}

export class StorageError extends Error {
  override readonly name = 'StorageError';
}
