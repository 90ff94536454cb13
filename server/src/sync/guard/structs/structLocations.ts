import * as Y from 'yjs';
import { parentType, typePath } from './typePath.ts';

/** Where a struct lies: below which root, how many types deep, and in which type. */
export interface StructLocation {
  readonly root: string;
  readonly depth: number;
  /** The id of the item of the type that contains it; undefined if that is the root. */
  readonly parentId: Y.ID | undefined;
}

/** What an id refers to: a struct with its location and key, or garbage that Yjs has collected. */
export type Resolved =
  | { readonly location: StructLocation; readonly key: string | null; readonly isContainer: boolean }
  | 'garbage';

export const isSameLocation = (one: StructLocation, other: StructLocation): boolean =>
  one.root === other.root &&
  one.depth === other.depth &&
  one.parentId?.client === other.parentId?.client &&
  one.parentId?.clock === other.parentId?.clock;

/**
 * Locations of the structs in a document's store. The bytes of a struct don't hold its root: that follows
 * from its parent, which itself may follow only from a neighbour.
 */
export class StoreLocations {
  readonly #doc: Y.Doc;
  /** By the type that contains the struct. */
  readonly #locations = new Map<unknown, StructLocation>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** The next clock of this client id. */
  state(client: number): number {
    return Y.getState(this.#doc.store, client);
  }

  /** @param id must lie below its client's state. */
  resolve(id: Y.ID): Resolved {
    const struct = Y.getItem(this.#doc.store, id);
    // A GC struct, though Yjs types every struct of the store as an Item here.
    if (!(struct instanceof Y.Item)) return 'garbage';
    return { location: this.locationOf(struct), key: struct.parentSub, isContainer: isContainer(struct) };
  }

  locationOf(item: Y.Item): StructLocation {
    const type = parentType(item);
    const known = this.#locations.get(type);
    if (known) return known;
    const { root, keys } = typePath(type);
    const location = { root, depth: keys.length + 1, parentId: type._item?.id };
    this.#locations.set(type, location);
    return location;
  }

  /** Locations of the items in a range of clocks that are not deleted yet. The range must lie below the client's state. */
  *liveLocations(client: number, clock: number, end: number): Generator<StructLocation> {
    const structs = this.#doc.store.clients.get(client);
    if (!structs) return;
    for (let index = Y.findIndexSS(structs, clock); index < structs.length; index += 1) {
      const struct = structs[index];
      if (!struct || struct.id.clock >= end) return;
      if (struct instanceof Y.Item && !struct.deleted) yield this.locationOf(struct);
    }
  }
}

/** Whether items may lie in this one. A deleted type counts: Yjs collects late items in it at once. */
export const isContainer = (item: Y.Item): boolean =>
  item.content instanceof Y.ContentType || item.content instanceof Y.ContentDeleted;
