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
  /** What a key of any map held before the transaction. */
  readBefore(map: YType, key: string): unknown;
}

/**
 * Every key that shows something else than before the transaction. What lies in a type that came or
 * went with the transaction is not told apart: it is part of the key that the type lies under.
 */
export function* changedKeys(transaction: Y.Transaction): Generator<ChangedKey> {
  const before = (map: YType, name: string) => valueBefore(transaction, map, name);
  for (const [type, keys] of transaction.changed) {
    for (const key of keys) {
      if (key === null) {
        yield { type, key, valueBefore: undefined, valueAfter: undefined, readBefore: before };
        continue;
      }
      const was = itemBefore(transaction, type, key);
      const now = type._map.get(key);
      const isThere = now !== undefined && !now.deleted;
      if (isThere ? now === was : was === undefined) continue;
      yield { type, key, valueBefore: valueOf(was), valueAfter: valueAfter(type, key), readBefore: before };
    }
  }
}
