import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type DeleteSet = ReturnType<typeof Y.createDeleteSet>;

/**
 * What several transactions have changed, as one update that does not hold what the last of them
 * took back: a merge of their updates would carry forbidden content to everybody, deleted but
 * readable on the wire. So structs are encoded as the document has them by now, which is as garbage.
 *
 * @param before the state before the first of them.
 */
export const mergeWithoutReverted = (
  doc: Y.Doc,
  before: Map<number, number>,
  transactions: readonly { readonly deleteSet: DeleteSet }[],
): Uint8Array => {
  const since = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(before));
  // An update is its structs and then all deletions of the document: without new structs just these, after a zero.
  const allDeletions = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)).length - 1;
  return encoding.encode((encoder) => {
    encoding.writeUint8Array(encoder, since.subarray(0, since.length - allDeletions));
    writeDeleteSet(encoder, Y.mergeDeleteSets(transactions.map(({ deleteSet }) => deleteSet)));
  });
};

/** As Yjs writes it in V1, which it does not export: https://github.com/yjs/yjs/blob/v13.6.33/src/utils/DeleteSet.js */
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
