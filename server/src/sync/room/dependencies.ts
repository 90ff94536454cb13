import type { ReturnedEdit } from '@brygga/shared/document/returnedEdits';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { JournalRow } from '../../storage/contract.ts';

/** What the sync needs of a logger; pino's fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the sync and the commands count; wired to Prometheus in `serve`. */
export interface Metrics {
  /** Adds one to the counter of this name, with these labels. */
  count(name: string, labels?: Readonly<Record<string, string>>): void;
}

/** Entries on their way into somebody's tray. */
export interface PendingReturnedEdits {
  /** Of the person's own document; none where the tray takes nothing more of this now. */
  readonly rows: readonly JournalRow[];
  /** To be called when the rows are on disk; never, should that fail. */
  onSaved(): void;
}

/** Where people find again what was undone. */
export interface ReturnedEdits {
  /**
   * Puts entries into a person's tray. The rows are to be appended in one with the update that the
   * entries were undone of, in the same turn. Once they are on disk they may be shown where the
   * person's own document is open.
   */
  prepare(workshop: WorkshopId, person: PersonId, entries: readonly ReturnedEdit[]): PendingReturnedEdits;
}
