import type { JournalRow } from '../contract.ts';
import type { Packed, PackedRow, Write } from './journalMessages.ts';

/** All updates of these writes into one buffer. */
export const pack = (writes: readonly Write[]): Packed => {
  const rows = writes.flatMap((write) => (write.is === 'rows' ? write.rows : []));
  const updates = new Uint8Array(rows.reduce((sum, { update }) => sum + update.length, 0));
  let at = 0;
  for (const { update } of rows) {
    updates.set(update, at);
    at += update.length;
  }
  const packRow = ({ update, ...row }: JournalRow): PackedRow => ({ ...row, bytes: update.length });
  return {
    writes: writes.map((write) => (write.is === 'rows' ? { is: 'rows', rows: write.rows.map(packRow) } : write)),
    updates,
  };
};

/** The writes again; their updates are views of the one buffer. */
export const unpack = ({ writes, updates }: Packed): Write[] => {
  let at = 0;
  const unpackRow = ({ bytes, ...row }: PackedRow): JournalRow => {
    const update = updates.subarray(at, at + bytes);
    at += bytes;
    return { ...row, update };
  };
  return writes.map((write) => (write.is === 'rows' ? { is: 'rows', rows: write.rows.map(unpackRow) } : write));
};
