import type { JournalRow } from '../contract.ts';
import type { PackedWrites, PackedRow, Write } from './journalMessages.ts';

/** Copies all updates into one buffer. */
export const packWrites = (writes: readonly Write[]): PackedWrites => {
  const rows = writes.flatMap((write) => (write.kind === 'rows' ? write.rows : []));
  const updates = new Uint8Array(rows.reduce((sum, { update }) => sum + update.length, 0));
  let at = 0;
  for (const { update } of rows) {
    updates.set(update, at);
    at += update.length;
  }
  const packRow = ({ update, ...row }: JournalRow): PackedRow => ({ ...row, bytes: update.length });
  return {
    writes: writes.map((write) => (write.kind === 'rows' ? { kind: 'rows', rows: write.rows.map(packRow) } : write)),
    updates,
  };
};

/** Reverses `packWrites`; updates are views of the one buffer. */
export const unpackWrites = ({ writes, updates }: PackedWrites): Write[] => {
  let at = 0;
  const unpackRow = ({ bytes, ...row }: PackedRow): JournalRow => {
    const update = updates.subarray(at, at + bytes);
    at += bytes;
    return { ...row, update };
  };
  return writes.map((write) => (write.kind === 'rows' ? { kind: 'rows', rows: write.rows.map(unpackRow) } : write));
};
