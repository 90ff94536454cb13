import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { DeleteSet } from '../structs/deleteSet.ts';

/**
 * One update for several transactions without the content that the last reverted. Y.mergeUpdates would
 * still carry the forbidden content as bytes; encoding from the store writes it as GC.
 *
 * @param before the state before the first transaction.
 */
export const mergeWithoutReverted = (
  doc: Y.Doc,
  before: Map<number, number>,
  transactions: readonly { readonly deleteSet: DeleteSet }[],
): Uint8Array => {
  const since = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(before));
  // An update holds structs, then all deletions of the document; without structs it is a zero and the deletions.
  const allDeletions = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).length - 1;
  return encoding.encode((encoder) => {
    encoding.writeUint8Array(encoder, since.subarray(0, since.length - allDeletions));
    writeDeleteSet(encoder, Y.mergeDeleteSets(transactions.map(({ deleteSet }) => deleteSet)));
  });
};

/** Yjs's V1 encoding, which it does not export: https://github.com/yjs/yjs/blob/v13.6.33/src/utils/DeleteSet.js */
const writeDeleteSet = (encoder: encoding.Encoder, { clients }: DeleteSet): void => {
  encoding.writeVarUint(encoder, clients.size);
  for (const [client, ranges] of [...clients].sort(([one], [other]) => other - one)) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
};
