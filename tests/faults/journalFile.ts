import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type Work<Result> = (db: DatabaseSync) => Result | Promise<Result>;

const useDatabase = async <Result>(db: DatabaseSync, work: Work<Result>): Promise<Result> => {
  try {
    return await work(db);
  } finally {
    db.close();
  }
};

const fileIn = (dataDir: string): string => join(dataDir, 'brygga.sqlite');

/** Reads a server's journal, without changing what a crash has left. */
export const readJournal = <Result>(dataDir: string, work: Work<Result>): Promise<Result> =>
  useDatabase(new DatabaseSync(fileIn(dataDir), { readOnly: true, timeout: 5_000 }), work);

/** Changes a server's journal from outside. */
export const withJournal = <Result>(dataDir: string, work: Work<Result>): Promise<Result> =>
  useDatabase(new DatabaseSync(fileIn(dataDir), { timeout: 5_000 }), work);

const numberIn = (db: DatabaseSync, sql: string): number => {
  const [value] = Object.values(db.prepare(sql).get() ?? {});
  return Number(value);
};

/** Whether a compaction was interrupted: it leaves chunks of an incomplete or old snapshot, or rows that a snapshot covers. */
export const hasUnfinishedCompaction = (db: DatabaseSync): boolean =>
  numberIn(
    db,
    `SELECT (SELECT count(*) FROM journal_snapshots AS s JOIN journal_documents ON id = document
             WHERE s.snapshot <> journal_documents.snapshot)
          + (SELECT count(*) FROM journal_tail JOIN journal_documents ON id = document WHERE seq <= snapshot)`,
  ) > 0;

/** Changes with every step of a compaction, and with nothing else. */
export const compactionMark = (db: DatabaseSync): string =>
  JSON.stringify(
    db
      .prepare(
        `SELECT (SELECT total(snapshot) FROM journal_documents) AS counts,
                (SELECT total(snapshot * 1000 + part) FROM journal_snapshots) AS parts,
                (SELECT count(*) FROM journal_history) AS packed`,
      )
      .get(),
  );
