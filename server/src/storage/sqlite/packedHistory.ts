import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Author, HistoryEntry } from '../contract.ts';

/** A row of the history; facts stay in their own table. */
export type HistoryRow = Omit<HistoryEntry, 'facts'>;

/** Compresses rows that a snapshot covers; repeated names, times and client ids cost little. */
export const packHistory = (rows: readonly HistoryRow[]): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, rows.length);
  let [number, at] = [0, 0];
  for (const row of rows) {
    encoding.writeVarUint(encoder, row.number - number);
    encoding.writeVarInt(encoder, row.at - at);
    encoding.writeVarString(encoder, row.by);
    encoding.writeVarString(encoder, row.onBehalf ?? '');
    encoding.writeVarUint8Array(encoder, row.update);
    ({ number, at } = row);
  }
  return zstdCompressSync(encoding.toUint8Array(encoder));
};

export const unpackHistory = (packed: Uint8Array): HistoryRow[] => {
  const decoder = decoding.createDecoder(new Uint8Array(zstdDecompressSync(packed)));
  let [number, at] = [0, 0];
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    number += decoding.readVarUint(decoder);
    at += decoding.readVarInt(decoder);
    // `packHistory` wrote an author here.
    const by = decoding.readVarString(decoder) as Author;
    const onBehalf = decoding.readVarString(decoder);
    const update = decoding.readVarUint8Array(decoder);
    return { number, at, by, ...(onBehalf === '' ? {} : { onBehalf }), update };
  });
};
