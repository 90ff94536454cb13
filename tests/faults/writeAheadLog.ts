import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const headerBytes = 32;
const frameHeaderBytes = 24;

const logOf = (dataDir: string): string => join(dataDir, 'brygga.sqlite-wal');

/**
 * Where each commit in SQLite's write-ahead log ends, in order: frames that carry the log's own salt
 * and tell how large the file is after them (https://www.sqlite.org/fileformat2.html#walformat).
 */
export const commitOffsets = async (dataDir: string): Promise<number[]> => {
  const log = await readFile(logOf(dataDir));
  if (log.length < headerBytes) return [];
  const frameBytes = frameHeaderBytes + log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  const ends: number[] = [];
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    if (!log.subarray(at + 8, at + 16).equals(salt)) break;
    if (log.readUInt32BE(at + 4) > 0) ends.push(at + frameBytes);
  }
  return ends;
};

/** Truncates the log, as a power cut does with what was not flushed. */
export const truncateLog = async (dataDir: string, at: number): Promise<void> => {
  const file = await open(logOf(dataDir), 'r+');
  try {
    await file.truncate(at);
  } finally {
    await file.close();
  }
};

/** Overwrites the log from there on, as a sector that was being written. */
export const corruptLog = async (dataDir: string, at: number, bytes: Uint8Array): Promise<void> => {
  const file = await open(logOf(dataDir), 'r+');
  try {
    await file.write(bytes, 0, bytes.length, at);
  } finally {
    await file.close();
  }
};
