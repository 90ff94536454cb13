import * as Y from 'yjs';
import { holdsOthers, isSamePlace, type Named, type Place, type StorePlaces } from './places.ts';

/** An update that no correct client sends (`malformed`), or that rests on something the document lacks (`gap`). */
export class UpdateError extends Error {
  override readonly name = 'UpdateError';
  readonly is: 'malformed' | 'gap';

  constructor(is: 'malformed' | 'gap', message: string, options?: ErrorOptions) {
    super(message, options);
    this.is = is;
  }
}

/** Deeper than any text or card nests; Yjs walks some of it by recursion. */
const depthMax = 100;
/** One person brings the ids of a few windows. */
const clientsMax = 200;

type Struct = Y.Item | Y.GC;

interface Span {
  readonly clock: number;
  readonly end: number;
  readonly named: Named;
}

/**
 * The structs that an update brings, placed one after the other in an order in which Yjs could
 * integrate them. Whatever stays unplaced rests on something that is not there, or on itself: Yjs
 * would keep it waiting for ever, at a cost that grows with each such update.
 */
export class Arrivals {
  readonly #store: StorePlaces;
  readonly #queues: ReadonlyMap<number, Struct[]>;
  readonly #placed = new Map<number, Span[]>();
  readonly #reached = new Map<number, number>();
  /** Every root that an arriving struct lies below, or leans on. */
  readonly roots = new Set<string>();

  constructor(store: StorePlaces, structs: readonly (Struct | Y.Skip)[]) {
    this.#store = store;
    this.#queues = newByClient(store, structs);
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
        missing = this.#missingOf(struct);
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
  #missingOf(struct: Struct): number | undefined {
    if (!(struct instanceof Y.Item)) return undefined;
    for (const id of neededBy(struct)) {
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
    const named = struct instanceof Y.Item ? this.#nameOf(struct) : 'garbage';
    const spans = this.#placed.get(client) ?? [];
    spans.push({ clock, end, named });
    this.#placed.set(client, spans);
    this.#reached.set(client, end);
  }

  /**
   * As Yjs does it: the left neighbour's parent and key, else the right one's, else those that the
   * struct names. All that it leans on counts as touched, whatever Yjs would make of it. Between
   * neighbours of two parents, Yjs would knot both together, in each copy in another way.
   */
  #nameOf(item: Y.Item): Named {
    const holds = holdsOthers(item);
    const neighbours = [item.origin, item.rightOrigin].filter((id) => id !== null).map((id) => this.#named(id));
    for (const named of neighbours) if (named !== 'garbage') this.roots.add(named.place.root);
    const [first, second = first] = neighbours;
    if (first === 'garbage' || second === 'garbage') return 'garbage';
    if (first && second) {
      if (!isSamePlace(first.place, second.place) || first.key !== second.key) {
        throw new UpdateError('malformed', 'a struct between neighbours of two parents');
      }
      return { place: first.place, key: first.key, holds };
    }
    const place = this.#placeInParent(item);
    if (place === 'garbage') return place;
    this.roots.add(place.root);
    return { place, key: item.parentSub, holds };
  }

  #placeInParent(item: Y.Item): Place | 'garbage' {
    const parent = parentOf(item);
    if (typeof parent === 'string') return { root: parent, depth: 1, within: undefined };
    if (!parent) throw new UpdateError('malformed', 'a struct without parent or neighbours');
    const named = this.#named(parent);
    if (named === 'garbage') return named;
    if (!named.holds) throw new UpdateError('malformed', 'a struct lies in something that holds nothing');
    const { root, depth } = named.place;
    if (depth >= depthMax) throw new UpdateError('malformed', 'nested too deep');
    return { root, depth: depth + 1, within: parent };
  }

  #named(id: Y.ID): Named {
    if (id.clock < this.#store.state(id.client)) return this.#store.named(id);
    const spans = this.#placed.get(id.client) ?? [];
    let low = 0;
    let high = spans.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.end ?? 0) <= id.clock) low = middle + 1;
      else high = middle;
    }
    const found = spans[low];
    if (!found) throw new UpdateError('gap', 'a struct rests on a missing one');
    return found.named;
  }
}

/** What the document does not have of an update, each client id's structs in order. */
const newByClient = (store: StorePlaces, structs: readonly (Struct | Y.Skip)[]): ReadonlyMap<number, Struct[]> => {
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

const neededBy = (item: Y.Item): Y.ID[] =>
  [item.origin, item.rightOrigin, parentOf(item)].filter((id): id is Y.ID => id instanceof Y.ID);

/** In a decoded update a parent is a root's name or an id, though Yjs types it as in an integrated item. */
const parentOf = (item: Y.Item): string | Y.ID | undefined => {
  const parent: unknown = item.parent;
  return typeof parent === 'string' || parent instanceof Y.ID ? parent : undefined;
};
