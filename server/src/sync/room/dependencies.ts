import type { ReturnedEdit } from '@brygga/shared/document/returnedEdits';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { JournalRow } from '../../storage/contract.ts';

/** The part of a logger that sync uses; pino fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Counters of sync and commands; `wiring/` connects them to Prometheus. */
export interface Metrics {
  /** Adds one to the counter of this name, with these labels. */
  count(name: string, labels?: Readonly<Record<string, string>>): void;
}

/** Returned edits to append to a person's own document. */
export interface PendingReturnedEdits {
  /** Rows of the person's own document; none where the limit is reached. */
  readonly rows: readonly JournalRow[];
  /** To be called when the rows are on disk; not if that fails. */
  onSaved(): void;
}

/** Gives reverted edits back to their writers, in each person's own document. */
export interface ReturnedEdits {
  /**
   * Builds the rows for a person's returned edits. The caller appends them in the same turn and call
   * as the update from which the edits were reverted. Once on disk, they may be applied to the
   * person's document where it is open.
   */
  prepare(workshop: WorkshopId, person: PersonId, entries: readonly ReturnedEdit[]): PendingReturnedEdits;
}
