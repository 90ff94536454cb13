import * as Y from 'yjs';
import type { YType } from './paths.ts';

/** Whether the transaction brought this item. */
export const brought = (transaction: Y.Transaction, { id }: Y.Item): boolean =>
  id.clock >= (transaction.beforeState.get(id.client) ?? 0);

/** The item that held a key's value before the transaction; asked while its deleted content is not collected yet. */
export const itemBefore = (transaction: Y.Transaction, type: YType, key: string): Y.Item | undefined => {
  let item = type._map.get(key) ?? null;
  while (item !== null && brought(transaction, item)) item = item.left;
  if (item === null) return undefined;
  return item.deleted && !Y.isDeleted(transaction.deleteSet, item.id) ? undefined : item;
};

/** What an item says: a map's value, or the type that lies there. */
export const valueOf = (item: Y.Item | undefined): unknown => item?.content.getContent()[item.length - 1];

export const valueBefore = (transaction: Y.Transaction, type: YType, key: string): unknown =>
  valueOf(itemBefore(transaction, type, key));

/** A key's value now. */
export const valueAfter = (type: YType, key: string): unknown => {
  const item = type._map.get(key);
  return item === undefined || item.deleted ? undefined : valueOf(item);
};

/** The items that a transaction brought under these client ids; those that are garbage already are none. */
export const broughtItems = (transaction: Y.Transaction, clients: Iterable<number>): readonly Y.Item[] => {
  const items: Y.Item[] = [];
  for (const client of clients) {
    const structs = transaction.doc.store.clients.get(client);
    const from = transaction.beforeState.get(client) ?? 0;
    if (!structs || Y.getState(transaction.doc.store, client) <= from) continue;
    for (let index = Y.findIndexSS(structs, from); index < structs.length; index += 1) {
      const struct = structs[index];
      if (struct instanceof Y.Item) items.push(struct);
    }
  }
  return items;
};
