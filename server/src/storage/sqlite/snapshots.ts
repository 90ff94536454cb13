import { setTimeout } from 'node:timers/promises';
import type { Author, DocumentName, SnapshotInput, Snapshots } from '../contract.ts';
import { packHistory, type HistoryRow } from './packedHistory.ts';
import { openJournalFile } from './journalFile.ts';
import { prepareReads } from './journalReads.ts';

/** Nobody is kept waiting by a compaction that waits. */
const busyTimeoutMs = 30_000;
/** What one transaction writes at most: it holds up the commits for as long as it takes. */
const chunkBytesMax = 128 * 1024;
const rowsPerStepMax = 500;
/** Pages that are given back to the disk at a time, when more than this share of the file is free. */
const vacuumPagesPerStep = 128;
const freeShareMax = 0.25;
/** Between two transactions, so that commits which wait for the file get it. */
const pauseMs = 10;

interface TailRow {
  readonly seq: number;
  readonly by: Author;
  readonly onBehalf: string | null;
  readonly at: number;
  readonly update: Buffer;
}

/**
 * Snapshots in the journal's SQLite file, over a connection of their own. Each step is a short
 * transaction: the parts of the new snapshot, then the word that it counts, then its rows into the
 * history, bit by bit. Wherever it breaks off, `load` finds the one snapshot that counts and all
 * rows after it; what is left over costs space until the next time.
 */
export const openSnapshots = (path: string): Snapshots => {
  const db = openJournalFile(path, busyTimeoutMs);
  // Its commits may get lost in a power cut: they say nothing that the rows would not say. The next
  // commit of the journal flushes them too.
  db.pragma('synchronous = NORMAL');
  const { documentOf, load } = prepareReads(db);

  const lastSeq = db.prepare<[number], number>('SELECT max(seq) FROM journal_tail WHERE document = ?').pluck();
  const insertPart = db.prepare<[number, number, number, Uint8Array]>(
    'INSERT INTO journal_snapshots (document, snapshot, part, bytes) VALUES (?, ?, ?, ?)',
  );
  const count = db.prepare<[number, number]>('UPDATE journal_documents SET snapshot = ? WHERE id = ?');
  const exists = db.prepare<[number], number>('SELECT 1 FROM journal_documents WHERE id = ?').pluck();
  const selectOther = db.prepare<[number], { snapshot: number; part: number }>(
    `SELECT journal_snapshots.snapshot, part FROM journal_snapshots JOIN journal_documents ON id = document
     WHERE document = ? AND journal_snapshots.snapshot <> journal_documents.snapshot`,
  );
  const deletePart = db.prepare<[number, number, number]>(
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

  /** A transaction on a document that is still there, and then a pause. */
  const step = async (id: number, write: () => void): Promise<void> => {
    db.transaction(() => {
      if (exists.get(id) === undefined) throw new Error('the document has been removed');
      write();
    }).immediate();
    await setTimeout(pauseMs);
  };

  const clearOthers = async (id: number): Promise<void> => {
    for (const { snapshot, part } of selectOther.all(id)) await step(id, () => deletePart.run(id, snapshot, part));
  };

  const moveCovered = async (id: number, through: number): Promise<void> => {
    for (;;) {
      const rows = takeRows(selectCovered.iterate(id, through));
      const last = rows.at(-1)?.number;
      if (last === undefined) return;
      const packed = packHistory(rows);
      await step(id, () => {
        insertHistory.run(id, last, packed);
        deleteCovered.run(id, last);
      });
    }
  };

  /** Some free pages are left for the next snapshot. */
  const shrink = async (): Promise<void> => {
    for (;;) {
      const [pages, free] = ['page_count', 'freelist_count'].map((name) => Number(db.pragma(name, { simple: true })));
      if (!pages || !free || free < vacuumPagesPerStep || free < pages * freeShareMax) return;
      db.pragma(`incremental_vacuum(${vacuumPagesPerStep})`);
      // A file that was made before they could be given back keeps them.
      if (db.pragma('freelist_count', { simple: true }) === free) return;
      await setTimeout(pauseMs);
    }
  };

  const read = db.transaction((document: DocumentName): SnapshotInput | undefined => {
    const stored = documentOf(document);
    const through = stored && lastSeq.get(stored.id);
    return stored && through && through > stored.snapshot ? { ...load(document), through } : undefined;
  });

  return {
    async read(document) {
      return read(document);
    },
    async put(document, snapshot, through) {
      const id = documentOf(document)?.id;
      if (id === undefined) throw new Error('the document has been removed');
      await clearOthers(id);
      for (let part = 0; part * chunkBytesMax < snapshot.length; part += 1) {
        const bytes = snapshot.subarray(part * chunkBytesMax, (part + 1) * chunkBytesMax);
        await step(id, () => insertPart.run(id, through, part, bytes));
      }
      await step(id, () => count.run(through, id));
      await clearOthers(id);
      await moveCovered(id, through);
      await shrink();
    },
    async close() {
      db.close();
    },
  };
};

/** As many rows as one transaction may move. */
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
