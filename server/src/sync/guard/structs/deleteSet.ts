import * as Y from 'yjs';

/** Ranges of clocks by client id, ascending for each. Yjs does not export the type by its name. */
export type DeleteSet = ReturnType<typeof Y.createDeleteSet>;

/** Items must be added in ascending order for each client. */
export const addRange = (set: DeleteSet, { id, length }: { readonly id: Y.ID; readonly length: number }): void => {
  const ranges = set.clients.get(id.client) ?? [];
  ranges.push({ clock: id.clock, len: length });
  set.clients.set(id.client, ranges);
};

/** @param items in ascending order for each client. */
export const deleteSetOf = (items: readonly Y.Item[]): DeleteSet => {
  const ranges = Y.createDeleteSet();
  for (const item of items) addRange(ranges, item);
  return ranges;
};
