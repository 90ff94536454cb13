import * as Y from 'yjs';
import {
  isContainer,
  isSameLocation,
  type Resolved,
  type StructLocation,
  type StoreLocations,
} from '../structs/structLocations.ts';
import { UpdateError } from './updateError.ts';

/** Deeper than any text or card nests; Yjs walks some of it by recursion. */
const depthMax = 100;
/** One person brings the ids of a few windows. */
const clientsMax = 200;

type Struct = Y.Item | Y.GC;

interface PlacedRange {
  readonly clock: number;
  readonly end: number;
  readonly resolved: Resolved;
}

/**
 * The structs that an update brings, placed one after the other in an order in which Yjs could
 * integrate them. Whatever stays unplaced rests on something that is not there, or on itself: Yjs
 * would keep it waiting for ever, at a cost that grows with each such update.
 */
export class IncomingStructs {
  readonly #store: StoreLocations;
  readonly #queues: ReadonlyMap<number, Struct[]>;
  readonly #ranges = new Map<number, PlacedRange[]>();
  readonly #reached = new Map<number, number>();
  /** Every root that an arriving struct lies below, or leans on. */
  readonly roots = new Set<string>();

  constructor(store: StoreLocations, structs: readonly (Struct | Y.Skip)[]) {
    this.#store = store;
    this.#queues = newStructsByClient(store, structs);
    if (this.#queues.size > clientsMax) throw new UpdateError('malformed', 'too many client ids in one update');
    this.#placeAll();
  }

  /** Client ids under which the update brings something that the document does not have. */
  get clients(): ReadonlySet<number> {
    return new Set(this.#queues.keys());
  }

  /** How far a client id is known, with what has arrived. */
  reached(client: number): number {
    return this.#reached.get(client) ?? this.#store.state(client);
  }

  #placeAll(): void {
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
        this.#place(struct);
      }
      next.set(client, index);
      if (missing !== undefined) waiting.set(missing, (waiting.get(missing) ?? new Set()).add(client));
      if (index > start) {
        work.push(...(waiting.get(client) ?? []));
        waiting.delete(client);
      }
    }
    for (const [client, queue] of this.#queues) {
      if (next.get(client) !== queue.length) throw new UpdateError('gap', `structs of ${client} rest on missing ones`);
    }
  }

  /** The client id that a struct still waits for. */
  #missingClient(struct: Struct): number | undefined {
    if (!(struct instanceof Y.Item)) return undefined;
    for (const id of dependenciesOf(struct)) {
      if (id.client === struct.id.client) {
        // Yjs takes this for granted and breaks off in the middle of a transaction where it is not so.
        if (id.clock >= struct.id.clock) throw new UpdateError('malformed', 'a struct rests on a later one');
      } else if (id.clock >= this.reached(id.client)) return id.client;
    }
    return undefined;
  }

  #place(struct: Struct): void {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentDoc) {
      throw new UpdateError('malformed', 'a document within the document');
    }
    const { client, clock } = struct.id;
    const end = clock + struct.length;
    const named = struct instanceof Y.Item ? this.#resolveItem(struct) : 'garbage';
    const spans = this.#ranges.get(client) ?? [];
    spans.push({ clock, end, resolved: named });
    this.#ranges.set(client, spans);
    this.#reached.set(client, end);
  }

  /**
   * As Yjs does it: the left neighbour's parent and key, else the right one's, else those that the
   * struct names. All that it leans on counts as touched, whatever Yjs would make of it. Between
   * neighbours of two parents, Yjs would knot both together, in each copy in another way.
   */
  #resolveItem(item: Y.Item): Resolved {
    const holds = isContainer(item);
    const neighbours = [item.origin, item.rightOrigin].filter((id) => id !== null).map((id) => this.#resolve(id));
    for (const named of neighbours) if (named !== 'garbage') this.roots.add(named.location.root);
    const [first, second = first] = neighbours;
    if (first === 'garbage' || second === 'garbage') return 'garbage';
    if (first && second) {
      if (!isSameLocation(first.location, second.location) || first.key !== second.key) {
        throw new UpdateError('malformed', 'a struct between neighbours of two parents');
      }
      return { location: first.location, key: first.key, isContainer: holds };
    }
    const place = this.#locationInParent(item);
    if (place === 'garbage') return place;
    this.roots.add(place.root);
    return { location: place, key: item.parentSub, isContainer: holds };
  }

  #locationInParent(item: Y.Item): StructLocation | 'garbage' {
    const parent = declaredParent(item);
    if (typeof parent === 'string') return { root: parent, depth: 1, parentId: undefined };
    if (!parent) throw new UpdateError('malformed', 'a struct without parent or neighbours');
    const named = this.#resolve(parent);
    if (named === 'garbage') return named;
    if (!named.isContainer) throw new UpdateError('malformed', 'a struct lies in something that holds nothing');
    const { root, depth } = named.location;
    if (depth >= depthMax) throw new UpdateError('malformed', 'nested too deep');
    return { root, depth: depth + 1, parentId: parent };
  }

  #resolve(id: Y.ID): Resolved {
    if (id.clock < this.#store.state(id.client)) return this.#store.resolve(id);
    const spans = this.#ranges.get(id.client) ?? [];
    let low = 0;
    let high = spans.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.end ?? 0) <= id.clock) low = middle + 1;
      else high = middle;
    }
    const found = spans[low];
    if (!found) throw new UpdateError('gap', 'a struct rests on a missing one');
    return found.resolved;
  }
}

/** What the document does not have of an update, each client id's structs in order. */
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
