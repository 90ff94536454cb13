import Database from 'better-sqlite3';
import { migrateJournal } from './journalSchema.ts';

/**
 * A connection to the journal's file, its tables in their latest shape.
 *
 * @param busyTimeoutMs how long it waits for others who write.
 */
export const openJournalFile = (path: string, busyTimeoutMs: number): Database.Database => {
  const db = new Database(path);
  db.pragma(`busy_timeout = ${busyTimeoutMs}`);
  enableIncrementalVacuum(db);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  migrateJournal(db);
  return db;
};

/**
 * Lets a file give back what it has no use for any more: a snapshot takes the place of rows, and
 * demos go. It only counts for a file in which there is nothing yet; one from before reuses its free
 * pages, and stays as large as it ever was.
 */
export const enableIncrementalVacuum = (db: Database.Database): void => {
  db.pragma('auto_vacuum = INCREMENTAL');
};
