import { type Author, type DocumentName, type JournalRow, refusalRetentionMs, type Restored } from '../contract.ts';
import { errorMessage } from '../../workers/workerMessages.ts';
import { openJournalFile } from './journalFile.ts';
import { FailedDocuments, type CommitOutcomes, type Write } from './journalMessages.ts';
import { prepareActivity } from './journalActivity.ts';
import { prepareReads } from './journalReads.ts';
import { documentTables } from './journalSchema.ts';

const busyTimeoutMs = 5_000;
/** How many documents are known by heart at most. */
const cachedDocumentsMax = 10_000;

interface CachedDocument {
  readonly id: number;
  /** The number of the document's next row. */
  nextSeq: number;
}

/** The journal's tables and the few statements on them; synchronous, for the journal's own thread. */
export const openJournalTables = (path: string) => {
  const db = openJournalFile(path, busyTimeoutMs);
  const { documentOf, load, history, findCommandResponse, documentsBelow } = prepareReads(db);

  const insertDocument = db.prepare<[DocumentName]>('INSERT INTO journal_documents (name) VALUES (?)');
  const lastOf = db
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
  const ownerOf = db.prepare<[number, number], { author: Author }>(
    'SELECT author FROM journal_clients WHERE document = ? AND client = ?',
  );
  const insertRestored = db.prepare<[number, ...Restored]>(
    'INSERT INTO journal_restored (document, client, clock, length, to_client, to_clock) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertAnswer = db.prepare<[number, Author, string, string, number, string, number]>(
    'INSERT INTO journal_answers (document, "by", key, request, status, answer, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const forgetRefusals = db.prepare<[number]>('DELETE FROM journal_answers WHERE status >= 400 AND at < ?');
  const removals = documentTables.map((table) => db.prepare<[number]>(`DELETE FROM ${table} WHERE document = ?`));
  const removeDocument = db.prepare<[number]>('DELETE FROM journal_documents WHERE id = ?');

  /** This thread alone writes rows, so it knows their numbers; after a failure it looks again. */
  const known = new Map<DocumentName, CachedDocument>();

  const knownOf = (document: DocumentName): CachedDocument => {
    const before = known.get(document);
    if (before) return before;
    if (known.size >= cachedDocumentsMax) known.clear();
    const stored = documentOf(document);
    const id = stored?.id ?? Number(insertDocument.run(document).lastInsertRowid);
    const found = { id, nextSeq: 1 + Math.max(stored?.snapshot ?? 0, lastOf.get(id) ?? 0) };
    known.set(document, found);
    return found;
  };

  const bindClient = (document: number, client: number, author: Author): void => {
    if (insertClient.run(document, client, author).changes === 1) return;
    if (ownerOf.get(document, client)?.author !== author) throw new Error(`client ${client} is somebody else's`);
  };

  const writeRow = (row: JournalRow): void => {
    const { update, by, onBehalf = null, at, facts, traces = [], commandResponse } = row;
    const document = knownOf(row.document);
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
    forgetRefusals.run(at - refusalRetentionMs);
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
    known.delete(document);
    const stored = documentOf(document);
    if (!stored) return;
    for (const removal of removals) removal.run(stored.id);
    removeDocument.run(stored.id);
  };

  const write = db.transaction((it: Write): void => {
    if (it.kind === 'removal') removeAll(it.document);
    else for (const row of it.rows) writeRow(row);
  });

  /** Inside the commit each write has a savepoint of its own: one that fails takes no other document's with it. */
  const commit = db.transaction((writes: readonly Write[]): CommitOutcomes => {
    const broken = new FailedDocuments();
    return writes.map((it) => {
      const before = broken.failureOf(it);
      if (before !== undefined) return before;
      try {
        write(it);
        return null;
      } catch (error) {
        // On some errors, a full disk among them, SQLite ends the whole transaction: then nothing of it is there.
        if (!db.inTransaction) throw error;
        known.clear();
        broken.add(it, errorMessage(error));
        return errorMessage(error);
      }
    });
  });

  return {
    /** @throws when nothing of the whole commit is on disk. */
    commit(writes: readonly Write[]): CommitOutcomes {
      try {
        return commit.immediate(writes);
      } catch (error) {
        known.clear();
        throw error;
      }
    },
    load,
    history,
    activity: prepareActivity(db),
    findCommandResponse,
    documentsBelow,
    close: (): void => {
      db.close();
    },
  };
};
