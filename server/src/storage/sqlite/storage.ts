import Database from 'better-sqlite3';
import { CamelCasePlugin, Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { Migrator } from 'kysely/migration';
import { errorMessage } from '../../workers/workerMessages.ts';
import { StorageError } from '../contract.ts';
import type { Storage, Tables } from '../tables.ts';
import { enableIncrementalVacuum } from './journalFile.ts';
import { migrations } from './migrations.ts';

const busyTimeoutMs = 5_000;

/**
 * The tables of people and workshops, in the same SQLite file as the journal, brought to the latest
 * migration.
 *
 * @throws StorageError when the file can't be opened, written or migrated.
 */
export const openStorage = async (path: string): Promise<Storage> => {
  const database = withStorageErrors(() => {
    const opened = new Database(path);
    opened.pragma(`busy_timeout = ${busyTimeoutMs}`);
    enableIncrementalVacuum(opened);
    opened.pragma('journal_mode = WAL');
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    return opened;
  });
  const storage = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: wrapDatabase(database) }),
    plugins: [new CamelCasePlugin()],
  });
  const migrator = new Migrator({ db: storage, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await storage.destroy();
    throw error instanceof StorageError ? error : new StorageError(errorMessage(error), { cause: error });
  }
  return storage;
};

/** Whatever SQLite fails with comes out as a StorageError, so that no one else has to know SQLite. */
const withStorageErrors = <Result>(act: () => Result): Result => {
  try {
    return act();
  } catch (error) {
    throw new StorageError(errorMessage(error), { cause: error });
  }
};

const wrapDatabase = (database: Database.Database): SqliteDatabase => ({
  close: () => {
    database.close();
  },
  prepare: (sql) => wrapStatement(withStorageErrors(() => database.prepare(sql))),
});

const wrapStatement = (statement: Database.Statement): SqliteStatement => ({
  reader: statement.reader,
  all: (parameters) => withStorageErrors(() => statement.all(parameters)),
  run: (parameters) => withStorageErrors(() => statement.run(parameters)),
  iterate: (parameters) => withStorageErrors(() => statement.iterate(parameters)),
});
