import type Database from 'better-sqlite3';
import {
  type Author,
  type DocumentName,
  type StoredCommandResponse,
  type LoadedDocument,
  refusalRetentionMs,
  type Restored,
} from '../contract.ts';
import { type HistoryRow, unpackHistory } from './packedHistory.ts';
import type { HistoryPage } from './journalMessages.ts';

/** Page size of history that is not packed yet. */
const pageRowsMax = 500;

export interface StoredDocument {
  readonly id: number;
  /** The number of the last row that its snapshot covers; 0 when there is none. */
  readonly snapshot: number;
}

interface TailRow {
  readonly number: number;
  readonly by: Author;
  readonly onBehalf: string | null;
  readonly at: number;
  readonly update: Buffer;
}

/** Reads of the journal's tables, each in one transaction. */
export const prepareReads = (db: Database.Database) => {
  const selectDocument = db.prepare<[DocumentName], StoredDocument>(
    'SELECT id, snapshot FROM journal_documents WHERE name = ?',
  );
  const selectChunks = db
    .prepare<[number, number], Buffer>(
      'SELECT bytes FROM journal_snapshots WHERE document = ? AND snapshot = ? ORDER BY part',
    )
    .pluck();
  const selectUpdates = db
    .prepare<[number, number], Buffer>(
      `SELECT "update" FROM journal_tail WHERE document = ? AND seq > ? AND length("update") > 0 ORDER BY seq`,
    )
    .pluck();
  const selectClients = db
    .prepare<[number], [number, Author]>('SELECT client, author FROM journal_clients WHERE document = ?')
    .raw();
  const selectRestored = db
    .prepare<[number], Restored>(
      'SELECT client, clock, length, to_client, to_clock FROM journal_restored WHERE document = ? ORDER BY id',
    )
    .raw();
  const selectAnswer = db.prepare<[DocumentName, Author, string, number], StoredCommandResponse>(
    `SELECT key, "by", request, answer, status
     FROM journal_answers JOIN journal_documents ON journal_documents.id = document
     WHERE name = ? AND "by" = ? AND key = ? AND (status < 400 OR at >= ?)`,
  );
  // Names with the prefix `<name>/`: '0' is the character after '/'.
  const selectBelow = db
    .prepare<[DocumentName, DocumentName], DocumentName>(
      "SELECT name FROM journal_documents WHERE name > ? || '/' AND name < ? || '0'",
    )
    .pluck();
  const selectPacked = db
    .prepare<[number, number], Buffer>(
      'SELECT rows FROM journal_history WHERE document = ? AND last > ? ORDER BY last LIMIT 1',
    )
    .pluck();
  const selectTail = db.prepare<[number, number], TailRow>(
    `SELECT seq AS number, "by", on_behalf AS onBehalf, at, "update" FROM journal_tail
     WHERE document = ? AND seq > ? ORDER BY seq LIMIT ${pageRowsMax}`,
  );
  const selectFacts = db
    .prepare<[number, number, number], [number, string]>(
      'SELECT seq, facts FROM journal_facts WHERE document = ? AND seq BETWEEN ? AND ?',
    )
    .raw();

  const readPage = (id: number, after: number): HistoryRow[] => {
    const packed = selectPacked.get(id, after);
    if (packed) return unpackHistory(packed).filter(({ number }) => number > after);
    return selectTail.all(id, after).map(({ onBehalf, update, ...row }) => ({
      ...row,
      ...(onBehalf === null ? {} : { onBehalf }),
      update: new Uint8Array(update),
    }));
  };

  return {
    findDocument: (document: DocumentName): StoredDocument | undefined => selectDocument.get(document),

    load: db.transaction((document: DocumentName): LoadedDocument => {
      const stored = selectDocument.get(document);
      if (!stored) return { updates: [], clientOwners: new Map(), restored: [] };
      const { id, snapshot } = stored;
      return {
        ...(snapshot > 0 ? { snapshot: concatChunks(selectChunks.all(id, snapshot)) } : {}),
        updates: selectUpdates.all(id, snapshot).map((update) => new Uint8Array(update)),
        clientOwners: new Map(selectClients.all(id)),
        restored: selectRestored.all(id),
      };
    }),

    history: db.transaction((document: DocumentName, after: number): HistoryPage => {
      const id = selectDocument.get(document)?.id;
      if (id === undefined) return [];
      const rows = readPage(id, after);
      const facts = new Map(selectFacts.all(id, after + 1, rows.at(-1)?.number ?? after));
      return rows.map((row) => {
        const json = facts.get(row.number);
        // Only this adapter writes the column, as an array of objects.
        return json === undefined ? row : { ...row, facts: JSON.parse(json) as object[] };
      });
    }),

    documentsBelow: (name: DocumentName): readonly DocumentName[] => selectBelow.all(name, name),

    findCommandResponse: (document: DocumentName, by: Author, key: string): StoredCommandResponse | undefined =>
      selectAnswer.get(document, by, key, Date.now() - refusalRetentionMs),
  };
};

const concatChunks = (chunks: readonly Buffer[]): Uint8Array => new Uint8Array(Buffer.concat(chunks));
