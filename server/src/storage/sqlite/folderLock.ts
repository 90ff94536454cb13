import Database from 'better-sqlite3';

const lockTimeoutMs = 3_000;

/**
 * Makes this the only server on a data folder: two would each decide alone, in memory, who holds a
 * seat. The operating system lets go of SQLite's lock when a process dies, however it dies. A server
 * that is just ending gets a moment to do so.
 *
 * @returns a function that lets go, or undefined when another server has the folder.
 * @throws what SQLite throws when the folder can't be written.
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
