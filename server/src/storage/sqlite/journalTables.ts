import Database from 'better-sqlite3';
import type { Author, DocumentName, JournalRow, KeptAnswer, LoadedDocument } from '../contract.ts';
import { messageOf, type Outcomes, type Write } from './journalMessages.ts';

const refusalsKeptFor = 24 * 60 * 60 * 1000;
const busyTimeout = 5_000;

const schema = `
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
`;

/** The journal's tables and the few statements on them; synchronous, for the journal's own thread. */
export const openTables = (path: string) => {
  const db = new Database(path);
  db.pragma(`busy_timeout = ${busyTimeout}`);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(schema);

  const insertUpdate = db.prepare<[DocumentName, Uint8Array, Author, string | null, number, string | null]>(
    'INSERT INTO journal_updates (document, "update", "by", on_behalf, at, facts) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertClient = db.prepare<[DocumentName, number, Author]>(
    'INSERT INTO journal_clients (document, client, author) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const ownerOf = db.prepare<[DocumentName, number], { author: Author }>(
    'SELECT author FROM journal_clients WHERE document = ? AND client = ?',
  );
  const insertAnswer = db.prepare<[DocumentName, Author, string, string, number, string, number]>(
    'INSERT INTO journal_answers (document, "by", key, request, status, answer, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const forgetRefusals = db.prepare<[number]>('DELETE FROM journal_answers WHERE status >= 400 AND at < ?');
  const selectUpdates = db
    .prepare<[DocumentName], Buffer>('SELECT "update" FROM journal_updates WHERE document = ? ORDER BY seq')
    .pluck();
  const selectClients = db.prepare<[DocumentName], { client: number; author: Author }>(
    'SELECT client, author FROM journal_clients WHERE document = ?',
  );
  const selectAnswer = db.prepare<[DocumentName, Author, string, number], KeptAnswer>(
    `SELECT key, "by", request, answer, status FROM journal_answers
     WHERE document = ? AND "by" = ? AND key = ? AND (status < 400 OR at >= ?)`,
  );
  const removals = ['journal_updates', 'journal_clients', 'journal_answers'].map((table) =>
    db.prepare<[DocumentName]>(`DELETE FROM ${table} WHERE document = ?`),
  );

  const bindClient = (row: JournalRow, client: number): void => {
    if (insertClient.run(row.document, client, row.by).changes === 1) return;
    if (ownerOf.get(row.document, client)?.author !== row.by) throw new Error(`client ${client} is somebody else's`);
  };

  const writeRow = (row: JournalRow): void => {
    const { document, update, by, onBehalf = null, at, facts, kept } = row;
    if (update.length > 0) {
      insertUpdate.run(document, update, by, onBehalf, at, facts === undefined ? null : JSON.stringify(facts));
    }
    for (const client of row.newClients) bindClient(row, client);
    if (kept === undefined) return;
    forgetRefusals.run(at - refusalsKeptFor);
    insertAnswer.run(document, kept.by, kept.key, kept.request, kept.status, kept.answer, at);
  };

  const write = db.transaction((it: Write): void => {
    if (it.is === 'row') writeRow(it.row);
    else for (const removal of removals) removal.run(it.document);
  });

  /** Inside the commit each write has a savepoint of its own: one that fails takes no other document's with it. */
  const commit = db.transaction((writes: readonly Write[]): Outcomes => {
    const broken = new Map<DocumentName, string>();
    return writes.map((it) => {
      const document = it.is === 'row' ? it.row.document : it.document;
      const before = broken.get(document);
      if (before !== undefined) return before;
      try {
        write(it);
        return null;
      } catch (error) {
        // On some errors, a full disk among them, SQLite ends the whole transaction: then nothing of it is there.
        if (!db.inTransaction) throw error;
        broken.set(document, messageOf(error));
        return messageOf(error);
      }
    });
  });

  return {
    /** @throws when nothing of the whole commit is on disk. */
    commit: (writes: readonly Write[]): Outcomes => commit.immediate(writes),
    load: db.transaction((document: DocumentName): LoadedDocument => ({
      updates: selectUpdates.all(document).map((update) => new Uint8Array(update)),
      clients: new Map(selectClients.all(document).map(({ client, author }) => [client, author])),
    })),
    answerTo: (document: DocumentName, by: Author, key: string): KeptAnswer | undefined =>
      selectAnswer.get(document, by, key, Date.now() - refusalsKeptFor),
    close: (): void => {
      db.close();
    },
  };
};
