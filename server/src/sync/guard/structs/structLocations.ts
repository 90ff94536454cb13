import * as Y from 'yjs';

/** Where a struct lies: below which root, how many types deep, and in which of them. */
export interface StructLocation {
  readonly root: string;
  readonly depth: number;
  /** The item of the type that it lies in; undefined for the root itself. */
  readonly parentId: Y.ID | undefined;
}

/** What an id names: a place and its key there (and whether something can lie in it), or garbage that Yjs has collected. */
export type Resolved =
  | { readonly location: StructLocation; readonly key: string | null; readonly isContainer: boolean }
  | 'garbage';

export const isSameLocation = (one: StructLocation, other: StructLocation): boolean =>
  one.root === other.root &&
  one.depth === other.depth &&
  one.parentId?.client === other.parentId?.client &&
  one.parentId?.clock === other.parentId?.clock;

/**
 * `rootOf` for everything that the document already has. A struct's root is not in its bytes: it
 * follows from its parent, which may itself be told only by a neighbour, so it is always resolved
 * against the store.
 */
export class StoreLocations {
  readonly #doc: Y.Doc;
  readonly #known = new Map<unknown, StructLocation>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** How far the document knows this client id: the clock that comes next. */
  state(client: number): number {
    return Y.getState(this.#doc.store, client);
  }

  /** @param id one below its client's state. */
  resolve(id: Y.ID): Resolved {
    const struct = Y.getItem(this.#doc.store, id);
    // A GC struct, though Yjs types every struct of the store as an Item here.
    if (!(struct instanceof Y.Item)) return 'garbage';
    return { location: this.locationOf(struct), key: struct.parentSub, isContainer: isContainer(struct) };
  }

  locationOf(item: Y.Item): StructLocation {
    const type = item.parent;
    const known = this.#known.get(type);
    if (known) return known;
    const path: unknown[] = [];
    let each = type;
    while (each instanceof Y.AbstractType && each._item) {
      path.push(each);
      each = each._item.parent;
    }
    if (!(each instanceof Y.AbstractType)) throw new Error('an integrated item has no root');
    const root = Y.findRootTypeKey(each);
    const parentId = type instanceof Y.AbstractType ? type._item?.id : undefined;
    const place = { root, depth: path.length + 1, parentId };
    this.#known.set(type, place);
    return place;
  }

  /** The places of what is not deleted yet in a range of clocks, all below the client's state. */
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

/** A type holds others; one that was deleted held some, and what comes late for it is collected at once. */
export const isContainer = (item: Y.Item): boolean =>
  item.content instanceof Y.ContentType || item.content instanceof Y.ContentDeleted;
