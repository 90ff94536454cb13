import * as Y from 'yjs';

/** Yjs merges in a time that grows with the square of how many there are: in groups it hardly does. */
const groupSize = 50;
const emptyUpdate = Uint8Array.of(0, 0);

/** One update in place of several that follow one another. */
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
