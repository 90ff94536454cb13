import * as Y from 'yjs';
import type { YType } from './typePath.ts';

/** Whether the transaction inserted this item. */
export const wasInsertedBy = (transaction: Y.Transaction, { id }: Y.Item): boolean =>
  id.clock >= (transaction.beforeState.get(id.client) ?? 0);

/** The item that held a key's value before the transaction. Call before Yjs collects its deleted content. */
export const itemBefore = (transaction: Y.Transaction, type: YType, key: string): Y.Item | undefined => {
  let item = type._map.get(key) ?? null;
  while (item !== null && wasInsertedBy(transaction, item)) item = item.left;
  if (item === null) return undefined;
  return item.deleted && !Y.isDeleted(transaction.deleteSet, item.id) ? undefined : item;
};

/** An item's value; for a map's key, a plain value or a type. */
export const valueOf = (item: Y.Item | undefined): unknown => item?.content.getContent()[item.length - 1];

export const valueBefore = (transaction: Y.Transaction, type: YType, key: string): unknown =>
  valueOf(itemBefore(transaction, type, key));

/** A key's value now. */
export const valueAfter = (type: YType, key: string): unknown => {
  const item = type._map.get(key);
  return item === undefined || item.deleted ? undefined : valueOf(item);
};

/** The items of a client id from a clock on, without collected garbage. */
export const itemsFrom = (doc: Y.Doc, client: number, clock: number): readonly Y.Item[] => {
  const structs = doc.store.clients.get(client) ?? [];
  if (Y.getState(doc.store, client) <= clock) return [];
  return structs.slice(Y.findIndexSS(structs, clock)).filter((struct) => struct instanceof Y.Item);
};

/** The items that a transaction inserted under these client ids. */
export const insertedItems = (transaction: Y.Transaction, clients: Iterable<number>): readonly Y.Item[] =>
  [...clients].flatMap((client) => itemsFrom(transaction.doc, client, transaction.beforeState.get(client) ?? 0));
