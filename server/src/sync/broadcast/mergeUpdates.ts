import * as Y from 'yjs';

/** The time of Y.mergeUpdates grows with the square of the number of updates, so they are merged in groups. */
const groupSize = 50;
/** No structs and no deletions. */
export const emptyUpdate = Uint8Array.of(0, 0);

/** Merges consecutive updates into one. */
export const mergeUpdates = (updates: readonly Uint8Array[]): Uint8Array => {
  const [first = emptyUpdate, ...others] = updates;
  if (others.length === 0) return first;
  if (updates.length <= groupSize) return Y.mergeUpdates([...updates]);
  const groups: Uint8Array[] = [];
  for (let from = 0; from < updates.length; from += groupSize) {
    groups.push(mergeUpdates(updates.slice(from, from + groupSize)));
  }
  return mergeUpdates(groups);
};
