import { setTimeout } from 'node:timers/promises';
import type { Author, DocumentName, SnapshotInput, Snapshots } from '../contract.ts';
import { packHistory, type HistoryRow } from './packedHistory.ts';
import { openJournalFile } from './journalSchema.ts';
import { prepareReads } from './journalReads.ts';

/** Long, since nobody waits for a compaction. */
const busyTimeoutMs = 30_000;
/** Limits of one transaction, which delays the commits for as long as it takes. */
const chunkBytesMax = 128 * 1024;
const rowsPerStepMax = 500;
const vacuumPagesPerStep = 128;
/** The file shrinks when a larger share of it is free. */
const freeShareMax = 0.25;
/** Between two transactions, so that waiting commits get the file. */
const pauseMs = 10;

interface TailRow {
  readonly seq: number;
  readonly by: Author;
  readonly onBehalf: string | null;
  readonly at: number;
  readonly update: Buffer;
}

/**
 * Snapshots in the journal's SQLite file, over their own connection. Each step is a short transaction:
 * the chunks of the new snapshot, then the row that makes it the current snapshot, then its rows into
 * the history, some at a time. Wherever it breaks off, `load` finds the current snapshot and all rows
 * after it; leftovers take space until the next compaction.
 */
export const openSnapshots = (path: string): Snapshots => {
  const db = openJournalFile(path, busyTimeoutMs);
  // Commits may be lost in a power cut: they only repeat what the rows say. The journal's next commit
  // flushes them too.
  db.pragma('synchronous = NORMAL');
  const { findDocument, load } = prepareReads(db);

  const lastSeq = db.prepare<[number], number>('SELECT max(seq) FROM journal_tail WHERE document = ?').pluck();
  const insertChunk = db.prepare<[number, number, number, Uint8Array]>(
    'INSERT INTO journal_snapshots (document, snapshot, part, bytes) VALUES (?, ?, ?, ?)',
  );
  const setCurrent = db.prepare<[number, number]>('UPDATE journal_documents SET snapshot = ? WHERE id = ?');
  const exists = db.prepare<[number], number>('SELECT 1 FROM journal_documents WHERE id = ?').pluck();
  const selectOther = db.prepare<[number], { snapshot: number; part: number }>(
    `SELECT journal_snapshots.snapshot, part FROM journal_snapshots JOIN journal_documents ON id = document
     WHERE document = ? AND journal_snapshots.snapshot <> journal_documents.snapshot`,
  );
  const deleteChunk = db.prepare<[number, number, number]>(
    'DELETE FROM journal_snapshots WHERE document = ? AND snapshot = ? AND part = ?',
  );
  const selectCovered = db.prepare<[number, number], TailRow>(
    `SELECT seq, "by", on_behalf AS onBehalf, at, "update" FROM journal_tail
     WHERE document = ? AND seq <= ? ORDER BY seq LIMIT ${rowsPerStepMax}`,
  );
  const deleteCovered = db.prepare<[number, number]>('DELETE FROM journal_tail WHERE document = ? AND seq <= ?');
  const insertHistory = db.prepare<[number, number, Uint8Array]>(
    'INSERT INTO journal_history (document, last, rows) VALUES (?, ?, ?)',
  );

  /** Runs one transaction, unless the document was removed, and pauses. */
  const runStep = async (id: number, write: () => void): Promise<void> => {
    db.transaction(() => {
      if (exists.get(id) === undefined) throw new Error('the document has been removed');
      write();
    }).immediate();
    await setTimeout(pauseMs);
  };

  const deleteOtherSnapshots = async (id: number): Promise<void> => {
    for (const { snapshot, part } of selectOther.all(id)) await runStep(id, () => deleteChunk.run(id, snapshot, part));
  };

  const moveCoveredToHistory = async (id: number, through: number): Promise<void> => {
    for (;;) {
      const rows = takeRows(selectCovered.iterate(id, through));
      const last = rows.at(-1)?.number;
      if (last === undefined) return;
      const packed = packHistory(rows);
      await runStep(id, () => {
        insertHistory.run(id, last, packed);
        deleteCovered.run(id, last);
      });
    }
  };

  /** Leaves some free pages for the next snapshot. */
  const shrinkFile = async (): Promise<void> => {
    for (;;) {
      const [pages, free] = ['page_count', 'freelist_count'].map((name) => Number(db.pragma(name, { simple: true })));
      if (!pages || !free || free < vacuumPagesPerStep || free < pages * freeShareMax) return;
      db.pragma(`incremental_vacuum(${vacuumPagesPerStep})`);
      // A file from before incremental vacuum keeps its free pages.
      if (db.pragma('freelist_count', { simple: true }) === free) return;
      await setTimeout(pauseMs);
    }
  };

  const read = db.transaction((document: DocumentName): SnapshotInput | undefined => {
    const stored = findDocument(document);
    const through = stored && lastSeq.get(stored.id);
    return stored && through && through > stored.snapshot ? { ...load(document), through } : undefined;
  });

  return {
    async read(document) {
      return read(document);
    },
    async put(document, snapshot, through) {
      const id = findDocument(document)?.id;
      if (id === undefined) throw new Error('the document has been removed');
      await deleteOtherSnapshots(id);
      for (let part = 0; part * chunkBytesMax < snapshot.length; part += 1) {
        const bytes = snapshot.subarray(part * chunkBytesMax, (part + 1) * chunkBytesMax);
        await runStep(id, () => insertChunk.run(id, through, part, bytes));
      }
      await runStep(id, () => setCurrent.run(through, id));
      await deleteOtherSnapshots(id);
      await moveCoveredToHistory(id, through);
      await shrinkFile();
    },
    async close() {
      db.close();
    },
  };
};

/** The first rows, as many as one transaction may move. */
const takeRows = (covered: Iterable<TailRow>): HistoryRow[] => {
  const rows: HistoryRow[] = [];
  let bytes = 0;
  for (const { seq, by, onBehalf, at, update } of covered) {
    rows.push({ number: seq, by, at, update, ...(onBehalf === null ? {} : { onBehalf }) });
    bytes += update.length;
    if (bytes >= chunkBytesMax) break;
  }
  return rows;
};
