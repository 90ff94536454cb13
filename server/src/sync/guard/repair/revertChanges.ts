import * as Y from 'yjs';
import { addRange, type DeleteSet, deleteSetOf } from '../structs/deleteSet.ts';
import { wasInsertedBy, itemsFrom } from '../structs/transactionReads.ts';
import { parentType, type YType } from '../structs/typePath.ts';

/** Keys of types (`null` for a sequence) below which a transaction's changes are reverted. */
export type ForbiddenKeys = ReadonlyMap<YType, ReadonlySet<string | null>>;

/** The parts of a transaction to revert. */
export interface RevertPlan {
  readonly insertions: DeleteSet;
  readonly deletions: DeleteSet;
}

/**
 * Collects what a transaction inserted and deleted below these keys. To be called before Yjs collects
 * the deleted content; marks what will be restored as `keep`.
 */
export const planRevert = (transaction: Y.Transaction, items: readonly Y.Item[], keys: ForbiddenKeys): RevertPlan => {
  const deletions = Y.createDeleteSet();
  const isBelow = isBelowKeys(keys);
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (!(struct instanceof Y.Item) || wasInsertedBy(transaction, struct) || !isBelow(struct)) return;
    struct.keep = true;
    addRange(deletions, struct);
  });
  return { insertions: deleteSetOf(items.filter(isBelow)), deletions };
};

/**
 * Reverts with new server structs: insertions are deleted, deletions are inserted again. Clients that
 * saw the change heal through normal sync.
 *
 * @param overwrite whether a restored value wins over the present value of its key.
 */
export const revertChanges = (doc: Y.Doc, plan: RevertPlan, overwrite = false): void => {
  const manager = new Y.UndoManager(doc, {
    trackedOrigins: new Set(),
    captureTransaction: () => false,
    ignoreRemoteMapChanges: overwrite,
  });
  const from = Y.getState(doc.store, doc.clientID);
  manager.undoStack.push({ ...plan, meta: new Map() });
  manager.undo();
  manager.destroy();
  const inserted = [...itemsFrom(doc, doc.clientID, from)];
  inserted.forEach(allowGc);
  // Items that were inserted and overwritten in the same transaction escaped its collection by `keep`.
  Y.tryGc(deleteSetOf(inserted.filter(({ deleted }) => deleted)), doc.store, doc.gcFilter);
};

/** UndoManager marks what it restores, and all parents, `keep` for ever; clear that so they can be collected. */
const allowGc = (inserted: Y.Item): void => {
  for (let item: Y.Item | null = inserted; item?.keep; item = parentType(item)._item) item.keep = false;
};

/** Clears the `keep` marks of `planRevert`, so that Yjs can collect the deleted items. */
export const releaseForGc = (doc: Y.Doc, deletions: DeleteSet): void => {
  doc.transact((transaction) => {
    Y.iterateDeletedStructs(transaction, deletions, (struct) => {
      if (struct instanceof Y.Item) struct.keep = false;
    });
  });
  Y.tryGc(deletions, doc.store, doc.gcFilter);
};

const isBelowKeys = (keys: ForbiddenKeys): ((item: Y.Item) => boolean) => {
  const known = new Map<YType, boolean>();
  const isTypeBelow = (type: YType): boolean => {
    const path: YType[] = [];
    let found: boolean | undefined;
    let at = type;
    while (found === undefined) {
      found = known.get(at);
      if (found !== undefined) break;
      path.push(at);
      const item = at._item;
      if (item === null) found = false;
      else if (isKey(keys, item)) found = true;
      else at = parentType(item);
    }
    for (const each of path) known.set(each, found);
    return found;
  };
  return (item) => isKey(keys, item) || isTypeBelow(parentType(item));
};

const isKey = (keys: ForbiddenKeys, item: Y.Item): boolean => keys.get(parentType(item))?.has(item.parentSub) ?? false;
