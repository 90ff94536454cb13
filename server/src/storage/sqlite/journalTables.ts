import { type Author, type DocumentName, type JournalRow, refusalRetentionMs, type Restored } from '../contract.ts';
import { errorMessage } from '../../workers/workerMessages.ts';
import { FailedDocuments, type CommitOutcomes, type Write } from './journalMessages.ts';
import { prepareActivity } from './journalActivity.ts';
import { prepareReads } from './journalReads.ts';
import { documentTables, openJournalFile } from './journalSchema.ts';

const busyTimeoutMs = 5_000;
const cachedDocumentsMax = 10_000;

interface CachedDocument {
  readonly id: number;
  /** The number of the document's next row. */
  nextSeq: number;
}

/** Statements on the journal's tables; synchronous, for the journal's own thread. */
export const openJournalTables = (path: string) => {
  const db = openJournalFile(path, busyTimeoutMs);
  const { findDocument, load, history, findCommandResponse, documentsBelow } = prepareReads(db);

  const insertDocument = db.prepare<[DocumentName]>('INSERT INTO journal_documents (name) VALUES (?)');
  const selectLastSeq = db
    .prepare<[number], number>('SELECT coalesce(max(seq), 0) FROM journal_tail WHERE document = ?')
    .pluck();
  const insertUpdate = db.prepare<[number, number, Author, string | null, number, Uint8Array]>(
    'INSERT INTO journal_tail (document, seq, "by", on_behalf, at, "update") VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertFacts = db.prepare<[number, number, Author, string | null, number, string]>(
    'INSERT INTO journal_facts (document, seq, "by", on_behalf, at, facts) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertTrace = db.prepare<[number, number, number, Author, number, number | null, string]>(
    `INSERT INTO journal_traces (document, seq, place, "by", at, span, trace) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const insertClient = db.prepare<[number, number, Author]>(
    'INSERT INTO journal_clients (document, client, author) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const selectOwner = db.prepare<[number, number], { author: Author }>(
    'SELECT author FROM journal_clients WHERE document = ? AND client = ?',
  );
  const insertRestored = db.prepare<[number, ...Restored]>(
    'INSERT INTO journal_restored (document, client, clock, length, to_client, to_clock) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertAnswer = db.prepare<[number, Author, string, string, number, string, number]>(
    'INSERT INTO journal_answers (document, "by", key, request, status, answer, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const deleteOldRefusals = db.prepare<[number]>('DELETE FROM journal_answers WHERE status >= 400 AND at < ?');
  const deleteRows = documentTables.map((table) => db.prepare<[number]>(`DELETE FROM ${table} WHERE document = ?`));
  const deleteDocument = db.prepare<[number]>('DELETE FROM journal_documents WHERE id = ?');

  /** Cached, since only this thread writes rows; cleared after a failure. */
  const cachedDocuments = new Map<DocumentName, CachedDocument>();

  const findOrCreate = (document: DocumentName): CachedDocument => {
    const cached = cachedDocuments.get(document);
    if (cached) return cached;
    if (cachedDocuments.size >= cachedDocumentsMax) cachedDocuments.clear();
    const stored = findDocument(document);
    const id = stored?.id ?? Number(insertDocument.run(document).lastInsertRowid);
    const created = { id, nextSeq: 1 + Math.max(stored?.snapshot ?? 0, selectLastSeq.get(id) ?? 0) };
    cachedDocuments.set(document, created);
    return created;
  };

  const bindClient = (document: number, client: number, author: Author): void => {
    if (insertClient.run(document, client, author).changes === 1) return;
    if (selectOwner.get(document, client)?.author !== author) throw new Error(`client ${client} is somebody else's`);
  };

  const writeRow = (row: JournalRow): void => {
    const { update, by, onBehalf = null, at, facts, traces = [], commandResponse } = row;
    const document = findOrCreate(row.document);
    const { id } = document;
    if (update.length > 0 || facts || traces.length > 0) {
      insertUpdate.run(id, document.nextSeq, by, onBehalf, at, update);
      if (facts) insertFacts.run(id, document.nextSeq, by, onBehalf, at, JSON.stringify(facts));
      for (const [place, trace] of traces.entries()) {
        insertTrace.run(id, document.nextSeq, place, by, at, trace.span ?? null, JSON.stringify(trace));
      }
      document.nextSeq += 1;
    }
    for (const client of row.newClients) bindClient(id, client, by);
    for (const restored of row.restored ?? []) insertRestored.run(id, ...restored);
    if (commandResponse === undefined) return;
    deleteOldRefusals.run(at - refusalRetentionMs);
    insertAnswer.run(
      id,
      commandResponse.by,
      commandResponse.key,
      commandResponse.request,
      commandResponse.status,
      commandResponse.answer,
      at,
    );
  };

  const removeAll = (document: DocumentName): void => {
    cachedDocuments.delete(document);
    const stored = findDocument(document);
    if (!stored) return;
    for (const deleteRow of deleteRows) deleteRow.run(stored.id);
    deleteDocument.run(stored.id);
  };

  const applyWrite = db.transaction((write: Write): void => {
    if (write.kind === 'removal') removeAll(write.document);
    else for (const row of write.rows) writeRow(row);
  });

  /** Each write has a savepoint inside the commit, so that one that fails affects no other document. */
  const commit = db.transaction((writes: readonly Write[]): CommitOutcomes => {
    const failed = new FailedDocuments();
    return writes.map((write) => {
      const earlierFailure = failed.failureOf(write);
      if (earlierFailure !== undefined) return earlierFailure;
      try {
        applyWrite(write);
        return null;
      } catch (error) {
        // On some errors, such as a full disk, SQLite rolls back the whole transaction.
        if (!db.inTransaction) throw error;
        cachedDocuments.clear();
        failed.add(write, errorMessage(error));
        return errorMessage(error);
      }
    });
  });

  return {
    /** @throws Error when nothing of the commit is on disk. */
    commit(writes: readonly Write[]): CommitOutcomes {
      try {
        return commit.immediate(writes);
      } catch (error) {
        cachedDocuments.clear();
        throw error;
      }
    },
    load,
    history,
    activity: prepareActivity(db, findDocument),
    findCommandResponse,
    documentsBelow,
    close: (): void => {
      db.close();
    },
  };
};
