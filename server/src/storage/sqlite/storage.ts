import type Database from 'better-sqlite3';
import { CamelCasePlugin, Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { Migrator } from 'kysely/migration';
import { errorMessage } from '../../workers/workerMessages.ts';
import { StorageError } from '../contract.ts';
import type { Storage, Tables } from '../tables.ts';
import { migrations } from './migrations.ts';
import { openSqliteFile } from './sqliteFile.ts';

const busyTimeoutMs = 5_000;

/**
 * Opens the tables of people and workshops, in the same SQLite file as the journal, and migrates them.
 *
 * @throws StorageError when the file can't be opened, written or migrated.
 */
export const openStorage = async (path: string): Promise<Storage> => {
  const database = withStorageErrors(() => {
    const db = openSqliteFile(path, { busyTimeoutMs });
    db.pragma('foreign_keys = ON');
    return db;
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

/** Turns SQLite's errors into StorageErrors, so that nobody else has to know SQLite. */
const withStorageErrors = <Result>(run: () => Result): Result => {
  try {
    return run();
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
