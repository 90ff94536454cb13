import Database from 'better-sqlite3';

/** Opens the file that holds the journal and all tables, durable as promise P1 needs it. */
export const openSqliteFile = (
  path: string,
  { busyTimeoutMs }: { readonly busyTimeoutMs: number },
): Database.Database => {
  const db = new Database(path);
  db.pragma(`busy_timeout = ${busyTimeoutMs}`);
  // Lets the file shrink after compaction and removals. Only takes effect on an empty file; an older one
  // reuses its free pages instead.
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  return db;
};
