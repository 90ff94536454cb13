import type * as Y from 'yjs';
import { itemBefore, valueAfter, valueBefore, valueOf } from '../structs/transactionReads.ts';
import type { YType } from '../structs/typePath.ts';

/** One key of a type, or its sequence (`null`), that a transaction has changed. */
export interface ChangedKey {
  readonly type: YType;
  readonly key: string | null;
  /** A key's value before and after; undefined for none. */
  readonly valueBefore: unknown;
  readonly valueAfter: unknown;
  /** The value of a key of any map before the transaction. */
  readBefore(map: YType, key: string): unknown;
}

/**
 * Every key whose value differs from before the transaction. The contents of a type that the transaction
 * inserted or deleted are no changes of their own: they belong to the key that the type lies under.
 */
export function* changedKeys(transaction: Y.Transaction): Generator<ChangedKey> {
  const readBefore = (map: YType, name: string) => valueBefore(transaction, map, name);
  for (const [type, keys] of transaction.changed) {
    for (const key of keys) {
      if (key === null) {
        yield { type, key, valueBefore: undefined, valueAfter: undefined, readBefore };
        continue;
      }
      const oldItem = itemBefore(transaction, type, key);
      const newItem = type._map.get(key);
      const hasValue = newItem !== undefined && !newItem.deleted;
      if (hasValue ? newItem === oldItem : oldItem === undefined) continue;
      yield { type, key, valueBefore: valueOf(oldItem), valueAfter: valueAfter(type, key), readBefore };
    }
  }
}
