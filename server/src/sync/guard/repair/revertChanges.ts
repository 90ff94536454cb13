import * as Y from 'yjs';
import { wasInsertedBy, itemsFrom } from '../structs/transactionReads.ts';
import { parentType, type YType } from '../structs/typePath.ts';

/** Keys of types (`null` for a sequence) below which a transaction's changes are to be undone. */
export type ForbiddenKeys = ReadonlyMap<YType, ReadonlySet<string | null>>;

/** What is to be undone of a transaction. */
export interface RevertPlan {
  readonly insertions: DeleteSet;
  readonly deletions: DeleteSet;
}

type DeleteSet = ReturnType<typeof Y.createDeleteSet>;

/**
 * Collects what a transaction brought and deleted below these keys. It is asked before the
 * transaction's deleted content is collected as garbage, and keeps the part that will be put back.
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

/** These items as ranges of their clients' clocks; they stand in ascending order for each client. */
export const deleteSetOf = (items: readonly Y.Item[]): DeleteSet => {
  const ranges = Y.createDeleteSet();
  for (const item of items) addRange(ranges, item);
  return ranges;
};

/**
 * Undoes by new structs of the server, since nothing that has been in a document can be taken out of
 * it: what came is deleted, what was deleted is made again. Whoever has seen it heals by these structs.
 *
 * @param overwrite whether what is made again wins over what lies in its key by now.
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
  const made = [...itemsFrom(doc, doc.clientID, from)];
  made.forEach(allowGc);
  // What was made again and overwritten in the same go was marked when garbage was collected.
  Y.tryGc(deleteSetOf(made.filter(({ deleted }) => deleted)), doc.store, doc.gcFilter);
};

/** The undo manager marks what it makes again, and all above it, never to be collected: that would be for ever. */
const allowGc = (made: Y.Item): void => {
  for (let item: Y.Item | null = made; item?.keep; item = parentType(item)._item) item.keep = false;
};

/** Gives up what was kept for undoing: from here on it is garbage like all that is deleted. */
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

/** Ranges are added in ascending order for each client, as Yjs wants them. */
const addRange = (set: DeleteSet, { id, length }: Y.Item): void => {
  const ranges = set.clients.get(id.client) ?? [];
  ranges.push({ clock: id.clock, len: length });
  set.clients.set(id.client, ranges);
};
