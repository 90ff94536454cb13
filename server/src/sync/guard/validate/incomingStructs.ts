import * as Y from 'yjs';
import {
  isContainer,
  isSameLocation,
  type Resolved,
  type StructLocation,
  type StoreLocations,
} from '../structs/structLocations.ts';
import { UpdateError } from './updateError.ts';

/** No text or card nests deeper; Yjs recurses over nested types. */
const depthMax = 100;
/** An update of one person holds the client ids of a few windows. */
const clientsMax = 200;

type Struct = Y.Item | Y.GC;

interface LocatedRange {
  readonly clock: number;
  readonly end: number;
  readonly resolved: Resolved;
}

/**
 * The new structs of an update, located in an order in which Yjs can integrate them. A struct that
 * can't be located depends on a missing one, or on itself: Yjs would keep it pending for ever, at a cost
 * that grows with each such update.
 *
 * @throws UpdateError for such structs, and for structs that no correct client sends.
 */
export class IncomingStructs {
  readonly #store: StoreLocations;
  readonly #queues: ReadonlyMap<number, Struct[]>;
  readonly #ranges = new Map<number, LocatedRange[]>();
  readonly #nextClocks = new Map<number, number>();
  /** The roots of the new structs and of their neighbours. */
  readonly roots = new Set<string>();

  constructor(store: StoreLocations, structs: readonly (Struct | Y.Skip)[]) {
    this.#store = store;
    this.#queues = newStructsByClient(store, structs);
    if (this.#queues.size > clientsMax) throw new UpdateError('malformed', 'too many client ids in one update');
    this.#locateAll();
  }

  /** The client ids of the new structs. */
  get clients(): ReadonlySet<number> {
    return new Set(this.#queues.keys());
  }

  /** The next clock of a client id, counting the structs located so far. */
  nextClock(client: number): number {
    return this.#nextClocks.get(client) ?? this.#store.state(client);
  }

  #locateAll(): void {
    const next = new Map([...this.#queues.keys()].map((client) => [client, 0]));
    const waiting = new Map<number, Set<number>>();
    const work = [...next.keys()];
    for (let client = work.pop(); client !== undefined; client = work.pop()) {
      const queue = this.#queues.get(client) ?? [];
      const start = next.get(client) ?? 0;
      let index = start;
      let missing: number | undefined;
      for (; index < queue.length; index += 1) {
        const struct = queue[index];
        if (!struct) break;
        missing = this.#missingClient(struct);
        if (missing !== undefined) break;
        this.#locate(struct);
      }
      next.set(client, index);
      if (missing !== undefined) waiting.set(missing, (waiting.get(missing) ?? new Set()).add(client));
      if (index > start) {
        work.push(...(waiting.get(client) ?? []));
        waiting.delete(client);
      }
    }
    for (const [client, queue] of this.#queues) {
      if (next.get(client) !== queue.length)
        throw new UpdateError('gap', `structs of ${client} depend on missing ones`);
    }
  }

  /** The client id whose structs have to be located before this one. */
  #missingClient(struct: Struct): number | undefined {
    if (!(struct instanceof Y.Item)) return undefined;
    for (const id of dependenciesOf(struct)) {
      if (id.client === struct.id.client) {
        // Yjs relies on this, and would throw in the middle of a transaction.
        if (id.clock >= struct.id.clock) throw new UpdateError('malformed', 'a struct depends on a later one');
      } else if (id.clock >= this.nextClock(id.client)) return id.client;
    }
    return undefined;
  }

  #locate(struct: Struct): void {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentDoc) {
      throw new UpdateError('malformed', 'a document within the document');
    }
    const { client, clock } = struct.id;
    const end = clock + struct.length;
    const resolved = struct instanceof Y.Item ? this.#resolveItem(struct) : 'garbage';
    const ranges = this.#ranges.get(client) ?? [];
    ranges.push({ clock, end, resolved });
    this.#ranges.set(client, ranges);
    this.#nextClocks.set(client, end);
  }

  /**
   * As Yjs does: takes parent and key of the left neighbour, else of the right one, else those that the
   * struct names. The roots of both neighbours count as written. Neighbours with different parents are
   * malformed: Yjs would link both parents' items, differently in each copy.
   */
  #resolveItem(item: Y.Item): Resolved {
    const holdsItems = isContainer(item);
    const neighbours = [item.origin, item.rightOrigin].filter((id) => id !== null).map((id) => this.#resolve(id));
    for (const neighbour of neighbours) if (neighbour !== 'garbage') this.roots.add(neighbour.location.root);
    const [first, second = first] = neighbours;
    if (first === 'garbage' || second === 'garbage') return 'garbage';
    if (first && second) {
      if (!isSameLocation(first.location, second.location) || first.key !== second.key) {
        throw new UpdateError('malformed', 'a struct between neighbours of two parents');
      }
      return { location: first.location, key: first.key, isContainer: holdsItems };
    }
    const location = this.#locationInParent(item);
    if (location === 'garbage') return location;
    this.roots.add(location.root);
    return { location, key: item.parentSub, isContainer: holdsItems };
  }

  #locationInParent(item: Y.Item): StructLocation | 'garbage' {
    const parent = declaredParent(item);
    if (typeof parent === 'string') return { root: parent, depth: 1, parentId: undefined };
    if (!parent) throw new UpdateError('malformed', 'a struct without parent or neighbours');
    const container = this.#resolve(parent);
    if (container === 'garbage') return container;
    if (!container.isContainer) throw new UpdateError('malformed', 'a struct lies in one that is no container');
    const { root, depth } = container.location;
    if (depth >= depthMax) throw new UpdateError('malformed', 'nested too deep');
    return { root, depth: depth + 1, parentId: parent };
  }

  #resolve(id: Y.ID): Resolved {
    if (id.clock < this.#store.state(id.client)) return this.#store.resolve(id);
    const ranges = this.#ranges.get(id.client) ?? [];
    let low = 0;
    let high = ranges.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.end ?? 0) <= id.clock) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low];
    if (!range) throw new UpdateError('gap', 'a struct depends on a missing one');
    return range.resolved;
  }
}

/** The structs of an update that the document lacks, by client id and in order. */
const newStructsByClient = (
  store: StoreLocations,
  structs: readonly (Struct | Y.Skip)[],
): ReadonlyMap<number, Struct[]> => {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (struct instanceof Y.Skip) throw new UpdateError('gap', 'the update leaves something out');
    const end = clock + struct.length;
    if (struct.length < 1 || !Number.isSafeInteger(end))
      throw new UpdateError('malformed', 'a struct without a length');
    const state = store.state(client);
    if (end <= state) continue;
    const queue = queues.get(client) ?? [];
    if (queue.length === 0 && clock > state) throw new UpdateError('gap', `structs of ${client} are missing`);
    queue.push(struct);
    queues.set(client, queue);
  }
  return queues;
};

const dependenciesOf = (item: Y.Item): Y.ID[] =>
  [item.origin, item.rightOrigin, declaredParent(item)].filter((id): id is Y.ID => id instanceof Y.ID);

/** In a decoded update a parent is a root's name or an id, though Yjs types it as in an integrated item. */
const declaredParent = (item: Y.Item): string | Y.ID | undefined => {
  const parent: unknown = item.parent;
  return typeof parent === 'string' || parent instanceof Y.ID ? parent : undefined;
};
