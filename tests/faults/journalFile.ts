import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Looks into a server's journal from beside, or meddles with it, as no server would. */
export const withJournal = async <Result>(
  dataDir: string,
  work: (db: DatabaseSync) => Result | Promise<Result>,
): Promise<Result> => {
  const db = new DatabaseSync(join(dataDir, 'brygga.sqlite'), { timeout: 5_000 });
  try {
    return await work(db);
  } finally {
    db.close();
  }
};

const numberIn = (db: DatabaseSync, sql: string): number => {
  const [value] = Object.values(db.prepare(sql).get() ?? {});
  return Number(value);
};

/** The longest tail that any document has now. */
export const longestTail = (db: DatabaseSync): number =>
  numberIn(
    db,
    `SELECT coalesce(max(rows), 0) FROM (SELECT count(*) AS rows FROM journal_tail JOIN journal_documents ON id = document
     WHERE seq > snapshot GROUP BY document)`,
  );

/** Whether a compaction has been broken off: parts that don't count yet or any more, or rows that a snapshot covers. */
export const hasLeftOvers = (db: DatabaseSync): boolean =>
  numberIn(
    db,
    `SELECT (SELECT count(*) FROM journal_snapshots AS s JOIN journal_documents ON id = document
             WHERE s.snapshot <> journal_documents.snapshot)
          + (SELECT count(*) FROM journal_tail JOIN journal_documents ON id = document WHERE seq <= snapshot)`,
  ) > 0;
