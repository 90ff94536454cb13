import * as Y from 'yjs';
import type { Restored } from '../../../storage/contract.ts';
import { wasInsertedBy } from '../structs/transactionReads.ts';
import { addRange, type DeleteSet } from '../structs/deleteSet.ts';
import type { UpdateEffects } from '../validate/inspectUpdate.ts';
import { parentType } from '../structs/typePath.ts';

/**
 * Items that the guard restored after a forbidden deletion. Yjs cannot undelete, so a restored
 * container (card, text) gets a new id (`item.redone`).
 *
 * 1. Later writes into the old container are moved to the new one; therefore the old one is never
 *    garbage-collected, and the mapping is stored in the journal.
 * 2. A concurrent, allowed deletion of the old container also deletes the new one.
 * 3. A client that has already seen the restoration repeats old deletions in SyncStep2; these must not
 *    delete the new container: see `redirectedDeletions`.
 * 4. A restored value loses to values set concurrently with the forbidden one.
 *
 * Limit: deletions made offline cannot be told from (3); the item comes back and can be deleted again.
 */
export class RestoredItems {
  readonly #containers = new Set<string>();
  /** Old ids of restored containers and of the items in them. */
  readonly #restoredRanges = Y.createDeleteSet();
  readonly #isServers: (client: number) => boolean;

  /**
   * @param restored the journal's mapping; see `link`.
   * @param isServers whether a client id belongs to the server.
   */
  constructor(restored: readonly Restored[], isServers: (client: number) => boolean) {
    this.#isServers = isServers;
    for (const [client, clock, length] of restored) {
      // Items that are no containers are harmless here, since nothing lies in them.
      this.#containers.add(idKey(client, clock));
      this.#addRange(client, clock, length);
    }
  }

  /** Sets `redone` of all restored items of a document that was just loaded. */
  static link(doc: Y.Doc, restored: readonly Restored[]): void {
    if (restored.length === 0) return;
    doc.transact((transaction) => {
      for (const [client, clock, length, toClient, toClock] of restored) {
        for (let done = 0; done < length;) {
          const item = Y.getItemCleanStart(transaction, Y.createID(client, clock + done));
          if (item instanceof Y.Item) item.redone = Y.createID(toClient, toClock + done);
          done += item.length;
        }
      }
    });
  }

  /** The document's `gcFilter`. */
  readonly mayGc = ({ id }: Y.Item): boolean => !Y.isDeleted(this.#restoredRanges, id);

  /**
   * Records which of these deletions were restored as containers or inside one, and still exist.
   *
   * @returns the mapping to store in the journal.
   */
  recordRestored(doc: Y.Doc, deletions: DeleteSet): readonly Restored[] {
    const restored: Restored[] = [];
    doc.transact((transaction) => {
      Y.iterateDeletedStructs(transaction, deletions, (struct) => {
        if (!(struct instanceof Y.Item) || struct.redone === null) return;
        const isContainer = struct.content instanceof Y.ContentType;
        if (!isContainer && parentType(struct)._item?.deleted !== true) return;
        if (Y.getItem(doc.store, struct.redone).deleted) return;
        const { id, length, redone } = struct;
        restored.push([id.client, id.clock, length, redone.client, redone.clock]);
        if (isContainer) this.#containers.add(idKey(id.client, id.clock));
        this.#addRange(id.client, id.clock, length);
      });
    });
    return restored;
  }

  /**
   * Maps an update's deletions of restored items to their new ids. Skipped when the update also carries
   * server structs: then its sender has seen the restoration.
   */
  redirectedDeletions(
    doc: Y.Doc,
    { deletions, structClients }: Pick<UpdateEffects, 'deletions' | 'structClients'>,
  ): DeleteSet {
    const redirected = Y.createDeleteSet();
    if (this.#restoredRanges.clients.size === 0 || [...structClients].some(this.#isServers)) return redirected;
    for (const [client, ranges] of deletions.clients) {
      if (!this.#restoredRanges.clients.has(client)) continue;
      for (const { clock, len } of ranges) {
        for (const { id, length } of this.#restoredRangesIn(doc, client, clock, clock + len)) {
          addRange(redirected, { id, length });
        }
      }
    }
    return redirected;
  }

  /** New items that were deleted at once because they belong to an old container or lost to a restored value. */
  orphanedItems(transaction: Y.Transaction, items: readonly Y.Item[]): readonly Y.Item[] {
    return items.filter(
      (item) => item.deleted && (this.#isRestoredElsewhere(item) || this.#hasLostToRestoredValue(transaction, item)),
    );
  }

  /** Whether the restored container of an orphaned item still exists. */
  targetExists(doc: Y.Doc, item: Y.Item): boolean {
    for (let at = parentType(item)._item; at !== null; at = parentType(at)._item) {
      if (this.#isContainer(at)) return [...liveRangesAt(doc, at.id, at.length)].length > 0;
    }
    return true;
  }

  /** Whether the item was written into an old container or into something inside one. */
  #isRestoredElsewhere(item: Y.Item): boolean {
    const container = parentType(item)._item;
    return container !== null && container.deleted && this.#isInRestored(container);
  }

  /** Below people's roots the server overwrites a value only to restore it. */
  #hasLostToRestoredValue(transaction: Y.Transaction, item: Y.Item): boolean {
    if (item.parentSub === null) return false;
    const winner = parentType(item)._map.get(item.parentSub);
    return (
      winner !== undefined &&
      winner.origin !== null &&
      !wasInsertedBy(transaction, winner) &&
      this.#isServers(winner.id.client)
    );
  }

  /** Where the restored items in a range of clocks live on. */
  *#restoredRangesIn(doc: Y.Doc, client: number, clock: number, end: number): Generator<LiveRange> {
    // Structs of the update itself are not in the store yet.
    if (clock >= Y.getState(doc.store, client)) return;
    const structs = doc.store.clients.get(client) ?? [];
    for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
      const struct = structs[index];
      if (!struct || struct.id.clock >= end) return;
      if (!(struct instanceof Y.Item) || !Y.isDeleted(this.#restoredRanges, struct.id)) continue;
      const from = Math.max(clock, struct.id.clock);
      yield* liveRangesAt(doc, Y.createID(client, from), Math.min(end, struct.id.clock + struct.length) - from);
    }
  }

  #isContainer({ id }: Y.Item): boolean {
    return this.#containers.has(idKey(id.client, id.clock));
  }

  /** Keeps the ranges sorted, since Yjs looks them up by binary search. */
  #addRange(client: number, clock: number, len: number): void {
    const ranges = this.#restoredRanges.clients.get(client) ?? [];
    ranges.push({ clock, len });
    ranges.sort((one, other) => one.clock - other.clock);
    this.#restoredRanges.clients.set(client, ranges);
  }

  #isInRestored(item: Y.Item): boolean {
    for (let at: Y.Item | null = item; at !== null; at = parentType(at)._item) {
      if (this.#isContainer(at)) return true;
    }
    return false;
  }
}

interface LiveRange {
  readonly id: Y.ID;
  readonly length: number;
}

/** The ranges themselves where they are not deleted, else those that they were restored as. */
export function* liveRangesAt(doc: Y.Doc, { client, clock }: Y.ID, length: number): Generator<LiveRange> {
  for (let done = 0; done < length;) {
    const id = Y.createID(client, clock + done);
    const item = Y.getItem(doc.store, id);
    // A GC struct; Yjs's type says Item.
    if (!(item instanceof Y.Item)) return;
    const offset = id.clock - item.id.clock;
    const count = Math.min(length - done, item.length - offset);
    if (!item.deleted) yield { id, length: count };
    else if (item.redone) yield* liveRangesAt(doc, Y.createID(item.redone.client, item.redone.clock + offset), count);
    done += count;
  }
}

const idKey = (client: number, clock: number): string => `${client}:${clock}`;
