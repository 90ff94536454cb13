import Database from 'better-sqlite3';
import { CamelCasePlugin, Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { Migrator } from 'kysely/migration';
import { StorageError } from '../contract.ts';
import type { Storage, Tables } from '../tables.ts';
import { letShrink } from './journalFile.ts';
import { migrations } from './migrations.ts';

const busyMillis = 5_000;

/**
 * The tables of people and workshops, in the same SQLite file as the journal, brought to the latest
 * migration.
 *
 * @throws StorageError when the file can't be opened, written or migrated.
 */
export const openStorage = async (path: string): Promise<Storage> => {
  const database = told(() => {
    const opened = new Database(path);
    opened.pragma(`busy_timeout = ${busyMillis}`);
    letShrink(opened);
    opened.pragma('journal_mode = WAL');
    opened.pragma('synchronous = FULL');
    opened.pragma('foreign_keys = ON');
    return opened;
  });
  const storage = new Kysely<Tables>({
    dialect: new SqliteDialect({ database: telling(database) }),
    plugins: [new CamelCasePlugin()],
  });
  const migrator = new Migrator({ db: storage, provider: { getMigrations: () => Promise.resolve(migrations) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await storage.destroy();
    throw error instanceof StorageError ? error : new StorageError(messageOf(error), { cause: error });
  }
  return storage;
};

/** Whatever SQLite fails with comes out as a StorageError, so that no one else has to know SQLite. */
const told = <Result>(act: () => Result): Result => {
  try {
    return act();
  } catch (error) {
    throw new StorageError(messageOf(error), { cause: error });
  }
};

const telling = (database: Database.Database): SqliteDatabase => ({
  close: () => {
    database.close();
  },
  prepare: (sql) => tellingStatement(told(() => database.prepare(sql))),
});

const tellingStatement = (statement: Database.Statement): SqliteStatement => ({
  reader: statement.reader,
  all: (parameters) => told(() => statement.all(parameters)),
  run: (parameters) => told(() => statement.run(parameters)),
  iterate: (parameters) => told(() => statement.iterate(parameters)),
});

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
