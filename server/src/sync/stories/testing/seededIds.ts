import type * as Yjs from 'yjs';
import { SeededRandom } from '@brygga/shared/testing/seededRandom';

let random = new SeededRandom(1);

/** Starts the row of ids anew, so that a story that is told again has the same ids. */
export const seedIds = (seed: number): void => {
  random = new SeededRandom(seed);
};

/** Random bytes from the same row: for `crypto.getRandomValues`. */
export const seededBytes = <Bytes extends ArrayBufferView>(bytes: Bytes): Bytes => {
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).set(random.bytes(bytes.byteLength));
  return bytes;
};

/** Yjs, but for the client ids of documents: which of two writers wins must be the same in each telling. */
export const withSeededIds = (yjs: typeof Yjs): typeof Yjs => ({
  ...yjs,
  Doc: class Doc extends yjs.Doc {
    constructor(options?: ConstructorParameters<typeof yjs.Doc>[0]) {
      super(options);
      this.clientID = random.next();
    }
  },
});
