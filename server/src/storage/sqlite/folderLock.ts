import Database from 'better-sqlite3';

const lockTimeoutMs = 3_000;

/**
 * Makes this the only server on a data folder: two servers would decide independently, in memory, who
 * holds a seat. The operating system releases SQLite's lock however a process dies. Waits a moment for a
 * server that is just ending.
 *
 * @returns a function that unlocks, or undefined when another server has locked the folder.
 * @throws SqliteError when the folder can't be written.
 */
export const lockFolder = (path: string): (() => void) | undefined => {
  const lock = new Database(path);
  try {
    lock.pragma(`busy_timeout = ${lockTimeoutMs}`);
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return () => {
    lock.close();
  };
};
