import type { PersonId } from '@brygga/shared/ids';

/** Names a document in the journal: `<workshop>` for a board, `<workshop>/<circle>` for another circle. */
export type DocumentName = string;

/** Who a row is by: a person's id, or `system`. */
export type Author = PersonId | 'system';

/** A command's request and response, stored in the row of its change. */
export interface StoredCommandResponse {
  readonly key: string;
  readonly by: Author;
  /** SHA-256 of name and input, hex: the same key with another request is the caller's mistake. */
  readonly request: string;
  /** JSON of the whole HTTP response, sent again byte for byte. */
  readonly answer: string;
  readonly status: number;
}

/** Structs that the guard has restored after a forbidden deletion: those at the first id live on at the second. */
export type Restored = readonly [client: number, clock: number, length: number, toClient: number, toClock: number];

/** How long the response of a refused command is stored. */
export const refusalRetentionMs = 24 * 60 * 60 * 1000;

export interface JournalRow {
  readonly document: DocumentName;
  /** Yjs update, V1; empty for a row that only stores a refusal. */
  readonly update: Uint8Array;
  readonly by: Author;
  /** The organisation that a command acted for, where it is not one of the author's own. */
  readonly onBehalf?: string;
  /** Client ids that first wrote in this row; they belong to the author for good. */
  readonly newClients: readonly number[];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Facts of a decided command, each with its name and fields. */
  readonly facts?: readonly object[];
  /** Activity entries that an edit leaves. */
  readonly traces?: readonly StoredTrace[];
  readonly commandResponse?: StoredCommandResponse;
  /** What the guard restored in this row; kept as long as the document. */
  readonly restored?: readonly Restored[];
}

/** Records that a person wrote somewhere. Of equal traces in one span only the first is stored. */
export interface StoredTrace {
  readonly span?: number;
}

/** Position in a document's activity: the row's number and the place within the row. */
export interface ActivityPosition {
  readonly number: number;
  readonly place: number;
}

/** One fact or trace as its row stores it. */
export interface ActivityEntry extends ActivityPosition, Pick<JournalRow, 'by' | 'onBehalf' | 'at'> {
  readonly what: object;
}

/** A part of the activity: the newest entries before a position (or of all), or the oldest after one. */
export type ActivityRange = { readonly before?: ActivityPosition } | { readonly after: ActivityPosition };

export interface LoadedDocument {
  /** The document at its last compaction: one Yjs update, V1. */
  readonly snapshot?: Uint8Array;
  /** Later updates in the journal's order; applied after the snapshot they give the document. */
  readonly updates: readonly Uint8Array[];
  /** The author of each client id. */
  readonly clientOwners: ReadonlyMap<number, Author>;
  /** In the journal's order. */
  readonly restored: readonly Restored[];
}

/** Who changed what and when: one row, stored for good. */
export interface HistoryEntry extends Pick<JournalRow, 'by' | 'onBehalf' | 'at' | 'facts'> {
  /** Rises along the document's history, with gaps. */
  readonly number: number;
  /** Contains the client ids and clocks that it wrote; empty where the row has facts only. */
  readonly update: Uint8Array;
}

/**
 * The durable record of all documents. Implementations commit in groups: rows that are appended during a
 * commit go into the next one, without timers.
 */
export interface Journal {
  /**
   * Resolves when the rows are on disk: all or none, though they may be of several documents. Rows are
   * committed in the order of the calls. All promises of one commit resolve in the same turn, before
   * any microtask that their listeners queue.
   *
   * @throws StorageError when the commit failed: none of the rows is on disk, nor any row of their
   * documents that was appended before the failure was reported, since those may rest on them. Rows
   * of other documents in the same commit are not affected. (When the disk or the journal breaks
   * down in mid-commit, rows may turn out to be on disk after all, whole: `load` tells.)
   */
  append(row: JournalRow, ...others: readonly JournalRow[]): Promise<void>;
  /** Includes every row whose append has resolved. */
  load(document: DocumentName): Promise<LoadedDocument>;
  /** All rows ever written in a document, oldest first; may include rows that are appended meanwhile. */
  history(document: DocumentName): AsyncIterable<HistoryEntry>;
  /**
   * Facts and traces from the start of the range: `before` goes back in time, `after` forward.
   * Includes every row whose append has resolved.
   */
  activity(document: DocumentName, range: ActivityRange, limit: number): Promise<readonly ActivityEntry[]>;
  /** The response stored under an author's key on this document: refusals (status from 400) for `refusalRetentionMs`, others for good. */
  findCommandResponse(document: DocumentName, by: Author, key: string): Promise<StoredCommandResponse | undefined>;
  /** All stored documents `<name>/…`. */
  documentsBelow(name: DocumentName): Promise<readonly DocumentName[]>;
  /** Removes everything stored of a document, also rows that were appended before and are not committed yet. */
  remove(document: DocumentName): Promise<void>;
  /** Waits for all appended rows, then closes. */
  close(): Promise<void>;
}

/** A document to compact. */
export interface SnapshotInput extends LoadedDocument {
  /** The number of the last row included. */
  readonly through: number;
}

/**
 * The journal as compaction uses it, on a second connection: nothing here delays a commit by more than
 * a few milliseconds, and a compaction that breaks off leaves the document as it was. A document has
 * one compaction at a time.
 */
export interface Snapshots {
  /** The document on disk; undefined where its snapshot covers all its rows. */
  read(document: DocumentName): Promise<SnapshotInput | undefined>;
  /**
   * Makes this the document's snapshot, then moves the rows that it covers into the history.
   *
   * @throws Error when the document was removed or the storage fails.
   */
  put(document: DocumentName, snapshot: Uint8Array, through: number): Promise<void>;
  close(): Promise<void>;
}

export class StorageError extends Error {
  override readonly name = 'StorageError';
}
