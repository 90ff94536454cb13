import type * as Y from 'yjs';
import type { Journal, JournalRow } from '../../storage/contract.ts';
import type { ServerChange } from './journalWriter.ts';

/** One document's part in a transaction on several: `begin`, then the write, then `end` in the same turn, or `fail`. */
export interface TransactionPart {
  /** @throws RoomClosedError */
  begin(): void;
  /** @returns the row to append; `follow` is to be called with the promise of its commit. */
  end(fields: Omit<ServerChange, 'write'>): { readonly row: JournalRow; follow(appended: Promise<void>): void };
  /** The write broke off: the document in memory can't be trusted. */
  fail(error: unknown): void;
}

/** A document that takes part, and the fields of its row. */
export interface DocumentChange {
  /** A `Room`. */
  readonly room: { readonly doc: Y.Doc; readonly transactionPart: TransactionPart };
  readonly fields: Omit<ServerChange, 'write'>;
}

/**
 * Changes several documents as the server: written in one turn and appended in one call, so that all
 * or none of it is on disk. Each document is broadcast to its own readers after that.
 *
 * @param write writes each document in one transaction.
 * @returns when all of it is on disk.
 * @throws StorageError or RoomClosedError when nothing of it is on disk.
 */
export const runMultiDocTransaction = async (
  journal: Journal,
  changes: readonly DocumentChange[],
  write: (docs: readonly Y.Doc[]) => void,
): Promise<void> => {
  const parts = changes.map(({ room, fields }) => ({ part: room.transactionPart, fields }));
  for (const { part } of parts) part.begin();
  try {
    write(changes.map(({ room }) => room.doc));
  } catch (error) {
    // Any of the documents may be half written.
    for (const { part } of parts) part.fail(error);
    throw error;
  }
  const ends = parts.map(({ part, fields }) => part.end(fields));
  const [first, ...others] = ends.map(({ row }) => row);
  if (!first) return;
  const appended = journal.append(first, ...others);
  for (const { follow } of ends) follow(appended);
  await appended;
};
