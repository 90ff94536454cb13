import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { PlanRefusedError } from './planRefusedError.ts';

/** For all entries that are read together; a plan of 20,000 rows takes a quarter of it. */
const unpackedBytesMax = 150 * 1024 * 1024;
const entriesMax = 2_000;

/** A spreadsheet's entries, unpacked when they are read. */
export interface Archive {
  has(path: string): boolean;
  /**
   * @throws PlanRefusedError where there is no such entry, or everything read so far unpacks to too much.
   */
  text(path: string): AsyncGenerator<string>;
}

const entriesOf = async (zip: ZipFile): Promise<Map<string, Entry>> => {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, entry);
    if (entries.size > entriesMax) throw new PlanRefusedError('broken');
  }
  return entries;
};

/**
 * Sizes can be trusted before unpacking: an entry that unpacks to another size than it declares is an
 * error in the stream (`validateEntrySizes`).
 *
 * @throws PlanRefusedError where the bytes are no archive.
 */
export const openArchive = async (bytes: Buffer): Promise<Archive> => {
  const zip = await withArchiveErrors(() => fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true }));
  const entries = await withArchiveErrors(() => entriesOf(zip));
  let unpacked = 0;

  return {
    has: (path) => entries.has(path),
    async *text(path) {
      const entry = entries.get(path);
      if (!entry || entry.isEncrypted()) throw new PlanRefusedError('broken');
      unpacked += entry.uncompressedSize;
      if (unpacked > unpackedBytesMax) throw new PlanRefusedError('unpacks-too-large');
      const decoder = new TextDecoder();
      const stream = await zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
    },
  };
};

/** Reports every error of an archive as a broken file. */
export const withArchiveErrors = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof PlanRefusedError ? error : new PlanRefusedError('broken', { cause: error });
  }
};
