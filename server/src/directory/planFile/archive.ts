import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { PlanRefusedError } from './planRefusedError.ts';

/** What all parts that are read may unpack to; a plan of 20,000 rows takes a quarter of it. */
const unpackedBytesMax = 150 * 1024 * 1024;
const entriesMax = 2_000;

/** A spreadsheet's parts, unpacked as they are asked for. */
export interface Archive {
  has(path: string): boolean;
  /**
   * @throws PlanRefused where there is no such part, or all that was asked for unpacks to too much.
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
 * Believes what an archive says of its parts' sizes, since a part that unpacks to anything else than
 * its size is an error in the stream (`validateEntrySizes`).
 *
 * @throws PlanRefused where it is no archive.
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

/** Whatever the archive fails with is one thing to people: their file is broken. */
export const withArchiveErrors = async <Result>(act: () => Promise<Result>): Promise<Result> => {
  try {
    return await act();
  } catch (error) {
    throw error instanceof PlanRefusedError ? error : new PlanRefusedError('broken', { cause: error });
  }
};
