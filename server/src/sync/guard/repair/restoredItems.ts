import * as Y from 'yjs';
import type { Restored } from '../../../storage/contract.ts';
import { wasInsertedBy } from '../structs/transactionReads.ts';
import type { DeleteSet, UpdateEffects } from '../validate/inspectUpdate.ts';
import { parentType } from '../structs/typePath.ts';

/**
 * What the guard has put back after it was deleted without right. Yjs can't undelete: a container (a
 * card, a text) lives on as another, with other ids. But somebody may have written into the first
 * one meanwhile, offline perhaps, and by right: what comes for it is carried over. So a container
 * that was put back is never collected as garbage, and each part of it knows where it lives on, over
 * restarts too. A single value that was put back stands in the way of values that were set at the
 * same time as the forbidden one: those come first.
 *
 * A deletion is carried as well where it came at the same time as the one without right: what a
 * person deletes they have not seen put back. But whoever was shown the putting back names the same
 * deletion with all that they know, as a SyncStep2 does, so it counts in what was just done alone; see
 * `meant`. What was deleted offline is not told apart: it comes back, and can be deleted again.
 */
export class RestoredItems {
  readonly #containers = new Set<string>();
  /** All that lives on elsewhere, containers and what lay in them. */
  readonly #restoredRanges = Y.createDeleteSet();
  readonly #isServers: (client: number) => boolean;

  /**
   * @param restored as the journal keeps it; see `link`.
   * @param isServers whether a client id is one of the server's.
   */
  constructor(restored: readonly Restored[], isServers: (client: number) => boolean) {
    this.#isServers = isServers;
    for (const [client, clock, length] of restored) {
      // What is no container stands here in vain, and does no harm: nothing lies in it.
      this.#containers.add(idKey(client, clock));
      this.#addRange(client, clock, length);
    }
  }

  /** Tells the parts of a document, once it is read from the journal, where they live on. */
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

  /** For the document's `gcFilter`: whether a deleted item may be collected. */
  readonly mayGc = ({ id }: Y.Item): boolean => !Y.isDeleted(this.#restoredRanges, id);

  /**
   * Whatever of these ranges was a container, or lay in one, and lives on: to be kept in the journal.
   * What was put back and is gone again, having been forbidden there, does not live on.
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
   * Where that lives on which an update deletes, having been made by somebody who had not seen it put
   * back. Whoever tells again what they were shown tells the server's structs with it, since those and
   * the deletion came as one.
   */
  redirectedDeletions(
    doc: Y.Doc,
    { deletions: deletes, structClients }: Pick<UpdateEffects, 'deletions' | 'structClients'>,
  ): DeleteSet {
    const there = Y.createDeleteSet();
    if (this.#restoredRanges.clients.size === 0 || [...structClients].some(this.#isServers)) return there;
    for (const [client, ranges] of deletes.clients) {
      if (!this.#restoredRanges.clients.has(client)) continue;
      for (const { clock, len } of ranges) {
        for (const { id, length } of this.#restoredRangesIn(doc, client, clock, clock + len)) {
          const living = there.clients.get(id.client) ?? [];
          living.push({ clock: id.clock, len: length });
          there.clients.set(id.client, living);
        }
      }
    }
    return there;
  }

  /** Which of the items that a transaction brought were lost to something that was put back. */
  orphanedItems(transaction: Y.Transaction, items: readonly Y.Item[]): readonly Y.Item[] {
    return items.filter(
      (item) => item.deleted && (this.#isRestoredElsewhere(item) || this.#lostToRestoredValue(transaction, item)),
    );
  }

  /** Whether that is still there which an item came for: it may be deleted where it lives on. */
  targetExists(doc: Y.Doc, item: Y.Item): boolean {
    for (let at = parentType(item)._item; at !== null; at = parentType(at)._item) {
      if (this.#isContainer(at)) return [...liveRangesAt(doc, at.id, at.length)].length > 0;
    }
    return true;
  }

  /** It came for a container that lives on elsewhere, or within something that came for one. */
  #isRestoredElsewhere(item: Y.Item): boolean {
    const container = parentType(item)._item;
    return container !== null && container.deleted && this.#isInRestored(container);
  }

  /** Below what people write the server sets a value over another only to put it back. */
  #lostToRestoredValue(transaction: Y.Transaction, item: Y.Item): boolean {
    if (item.parentSub === null) return false;
    const winner = parentType(item)._map.get(item.parentSub);
    return (
      winner !== undefined &&
      winner.origin !== null &&
      !wasInsertedBy(transaction, winner) &&
      this.#isServers(winner.id.client)
    );
  }

  /** The ranges that live on of what was put back in a range of clocks. */
  *#restoredRangesIn(doc: Y.Doc, client: number, clock: number, end: number): Generator<LiveRange> {
    // What comes with the update itself is not there yet.
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

  /** Yjs looks ranges up by halving: they stand in ascending order. */
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

/** These structs where they are not deleted, or else what was made again in their place. */
export function* liveRangesAt(doc: Y.Doc, { client, clock }: Y.ID, length: number): Generator<LiveRange> {
  for (let done = 0; done < length;) {
    const id = Y.createID(client, clock + done);
    const item = Y.getItem(doc.store, id);
    // Garbage, though Yjs types every struct of the store as an Item here.
    if (!(item instanceof Y.Item)) return;
    const inside = id.clock - item.id.clock;
    const part = Math.min(length - done, item.length - inside);
    if (!item.deleted) yield { id, length: part };
    else if (item.redone) yield* liveRangesAt(doc, Y.createID(item.redone.client, item.redone.clock + inside), part);
    done += part;
  }
}

const idKey = (client: number, clock: number): string => `${client}:${clock}`;
