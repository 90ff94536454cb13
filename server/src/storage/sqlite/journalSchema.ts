import type Database from 'better-sqlite3';
import { openSqliteFile } from './sqliteFile.ts';

/**
 * Migrations of the journal's tables, in order; `user_version` counts those that a file has seen. A
 * released one is never changed.
 */
const schemaVersions: readonly string[] = [
  `
  CREATE TABLE IF NOT EXISTS journal_updates (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    "update" BLOB NOT NULL,
    "by" TEXT NOT NULL,
    on_behalf TEXT,
    at INTEGER NOT NULL,
    facts TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS journal_updates_document ON journal_updates (document, seq);
  CREATE TABLE IF NOT EXISTS journal_clients (
    document TEXT NOT NULL,
    client INTEGER NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (document, client)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS journal_answers (
    document TEXT NOT NULL,
    "by" TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (document, "by", key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS journal_answers_refused ON journal_answers (at) WHERE status >= 400;
  `,
  // A document's rows lie side by side, in the one tree that a commit has to touch. Ids are never
  // used again (AUTOINCREMENT): what comes late for a document that was removed finds nothing.
  `
  ALTER TABLE journal_clients RENAME TO journal_clients_1;
  ALTER TABLE journal_answers RENAME TO journal_answers_1;
  DROP INDEX journal_answers_refused;

  CREATE TABLE journal_documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    -- The number of the last row that the snapshot covers; 0 when there is none.
    snapshot INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE journal_tail (
    document INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    on_behalf TEXT,
    at INTEGER NOT NULL,
    "update" BLOB NOT NULL,
    PRIMARY KEY (document, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_facts (
    document INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    on_behalf TEXT,
    at INTEGER NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (document, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_snapshots (
    document INTEGER NOT NULL,
    snapshot INTEGER NOT NULL,
    part INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (document, snapshot, part)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_history (
    document INTEGER NOT NULL,
    last INTEGER NOT NULL,
    rows BLOB NOT NULL,
    PRIMARY KEY (document, last)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_clients (
    document INTEGER NOT NULL,
    client INTEGER NOT NULL,
    author TEXT NOT NULL,
    PRIMARY KEY (document, client)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE journal_restored (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL,
    client INTEGER NOT NULL,
    clock INTEGER NOT NULL,
    length INTEGER NOT NULL,
    to_client INTEGER NOT NULL,
    to_clock INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX journal_restored_document ON journal_restored (document);
  CREATE TABLE journal_answers (
    document INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (document, "by", key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX journal_answers_refused ON journal_answers (at) WHERE status >= 400;

  INSERT INTO journal_documents (name)
    SELECT document FROM journal_updates UNION SELECT document FROM journal_clients_1
    UNION SELECT document FROM journal_answers_1;
  INSERT INTO journal_tail (document, seq, "by", on_behalf, at, "update")
    SELECT id, seq, "by", on_behalf, at, "update"
    FROM journal_updates JOIN journal_documents ON name = document;
  INSERT INTO journal_facts (document, seq, "by", on_behalf, at, facts)
    SELECT id, seq, "by", on_behalf, at, facts
    FROM journal_updates JOIN journal_documents ON name = document WHERE facts IS NOT NULL;
  INSERT INTO journal_clients (document, client, author)
    SELECT id, client, author FROM journal_clients_1 JOIN journal_documents ON name = document;
  INSERT INTO journal_answers (document, "by", key, request, status, answer, at)
    SELECT id, "by", key, request, status, answer, at
    FROM journal_answers_1 JOIN journal_documents ON name = document;
  DROP TABLE journal_updates;
  DROP TABLE journal_clients_1;
  DROP TABLE journal_answers_1;
  `,
  `
  CREATE TABLE journal_traces (
    document INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    -- In its row.
    place INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    at INTEGER NOT NULL,
    span INTEGER,
    trace TEXT NOT NULL,
    PRIMARY KEY (document, seq, place)
  ) STRICT, WITHOUT ROWID;
  -- What goes on is told once in a span, also by a server that has forgotten that it told it.
  CREATE UNIQUE INDEX journal_traces_once ON journal_traces (document, span, "by", trace) WHERE span IS NOT NULL;
  `,
];

/** All tables with a `document` column. */
export const documentTables = [
  'journal_tail',
  'journal_facts',
  'journal_traces',
  'journal_snapshots',
  'journal_history',
  'journal_clients',
  'journal_restored',
  'journal_answers',
] as const;

/**
 * Opens the journal's file and migrates its tables to the latest version.
 *
 * @throws Error when the file was written by a later version of the server.
 */
export const openJournalFile = (path: string, busyTimeoutMs: number): Database.Database => {
  const db = openSqliteFile(path, { busyTimeoutMs });
  migrateJournal(db);
  return db;
};

/** Runs in one transaction: a crash leaves the tables as they were. */
const migrateJournal = (db: Database.Database): void => {
  const migrate = db.transaction(() => {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > schemaVersions.length) {
      throw new Error(
        `the journal is of version ${version}, this server knows ${schemaVersions.length}: use a newer one`,
      );
    }
    if (version === schemaVersions.length) return;
    for (const migration of schemaVersions.slice(version)) db.exec(migration);
    db.pragma(`user_version = ${schemaVersions.length}`);
  });
  migrate.immediate();
};
