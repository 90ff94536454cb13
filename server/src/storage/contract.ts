import type { PersonId } from '@brygga/shared/ids';

/** One document's name in the journal: `<workshop>` for a board, `<workshop>/<circle>` for another circle. */
export type DocumentName = string;

/** Who a row is by: a person's id, or `system`. */
export type Author = PersonId | 'system';

/** A command as it was asked, and how it was answered; it lives in the row that it changed the document by. */
export interface StoredCommandResponse {
  readonly key: string;
  readonly by: Author;
  /** SHA-256 of name and input, hex: the same key with another request is a mistake of the caller's. */
  readonly request: string;
  /** The whole HTTP answer's JSON, to be given again word by word. */
  readonly answer: string;
  readonly status: number;
}

/**
 * What the guard has put back: structs that were deleted without right at the first place live on at
 * the second.
 */
export type Restored = readonly [client: number, clock: number, length: number, toClient: number, toClock: number];

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
  /** What an edit leaves in the activity. */
  readonly traces?: readonly StoredTrace[];
  readonly commandResponse?: StoredCommandResponse;
  /** What was put back in this row, remembered for as long as the document lives. */
  readonly restored?: readonly Restored[];
}

/** That somebody wrote somewhere. Of those that are alike in one span, only the first is kept. */
export interface StoredTrace {
  readonly span?: number;
}

/** Where something stands in a document's activity: in which row, and at which place of what that row tells. */
export interface ActivityPosition {
  readonly number: number;
  readonly place: number;
}

/** One fact or trace, as its row kept it. */
export interface ActivityEntry extends ActivityPosition, Pick<JournalRow, 'by' | 'onBehalf' | 'at'> {
  readonly what: object;
}

/** A part of the activity: the newest before a place (or of all), or the oldest after one. */
export type ActivityRange = { readonly before?: ActivityPosition } | { readonly after: ActivityPosition };

export interface LoadedDocument {
  /** The document as it was when its journal was last shortened: one Yjs update, V1. */
  readonly snapshot?: Uint8Array;
  /** What came after it, in the journal's order; applied in that order they are the document. */
  readonly updates: readonly Uint8Array[];
  /** Who owns which client id. */
  readonly clientOwners: ReadonlyMap<number, Author>;
  /** In the journal's order. */
  readonly restored: readonly Restored[];
}

/** Who changed what and when: one row, kept for good. */
export interface HistoryEntry extends Pick<JournalRow, 'by' | 'onBehalf' | 'at' | 'facts'> {
  /** Rises along the document's history; there may be gaps. */
  readonly number: number;
  /** Names the client ids and clocks that it wrote; empty where only facts were settled. */
  readonly update: Uint8Array;
}

/**
 * The truth on disk. Implementations commit in groups: what is appended while a commit is in flight
 * goes into the next one, without timers.
 */
export interface Journal {
  /**
   * Resolves when the row is on disk, with all that are `together` with it: they may be of several
   * documents, and are there all or none. Rows are committed in the order of the calls, and what one
   * commit has saved resolves in one go: all of it is known before anything that its readers put off
   * by a microtask.
   *
   * @throws StorageError when the commit failed: nothing of the rows is there then, nor of any row of
   * their documents that was appended before the failure was told, since those may rest on them.
   * Other documents' rows in the same commit are not touched. (When the disk or the journal itself
   * breaks down in mid-commit, rows may turn out to be there after all, whole: load tells.)
   */
  append(row: JournalRow, ...together: readonly JournalRow[]): Promise<void>;
  /** Every row whose append has resolved is in it. */
  load(document: DocumentName): Promise<LoadedDocument>;
  /** All that was ever written in a document, oldest first; what is appended meanwhile may be in it. */
  history(document: DocumentName): AsyncIterable<HistoryEntry>;
  /**
   * The facts and traces that its rows have kept, from where the part begins: `before` goes back in
   * time, `after` forward. Every row whose append has resolved is in it.
   */
  activity(document: DocumentName, part: ActivityRange, most: number): Promise<readonly ActivityEntry[]>;
  /** The answer that is kept under a person's key on this document: a refusal (status from 400) for a day, others for good. */
  findCommandResponse(document: DocumentName, by: Author, key: string): Promise<StoredCommandResponse | undefined>;
  /** The documents `<name>/…` that anything is kept of. */
  documentsBelow(name: DocumentName): Promise<readonly DocumentName[]>;
  /** Removes a document with everything that is kept of it; rows appended before are removed too. */
  remove(document: DocumentName): Promise<void>;
  /** Waits for what is in flight, then closes. */
  close(): Promise<void>;
}

/** A document to be made a snapshot of. */
export interface SnapshotInput extends LoadedDocument {
  /** The number of the last row that is in it. */
  readonly through: number;
}

/**
 * The journal as its compaction sees it, from beside: nothing here holds up a commit for longer than
 * a few milliseconds, and whatever it breaks off in leaves the document as it was. One document has
 * one compaction at a time.
 */
export interface Snapshots {
  /** The document as it is on disk; undefined where it has no rows that its snapshot does not cover. */
  read(document: DocumentName): Promise<SnapshotInput | undefined>;
  /**
   * Makes this the document's snapshot, and then moves the rows that it covers into the history.
   *
   * @throws Error when the document is gone, or the storage fails.
   */
  put(document: DocumentName, snapshot: Uint8Array, through: number): Promise<void>;
  close(): Promise<void>;
}

export class StorageError extends Error {
  override readonly name = 'StorageError';
}
