import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { frameTypes, syncTypes } from './frames.ts';

/** What is larger goes in pieces: a server takes frames of some megabytes at most, and others wait while it reads one. */
const chunkBytes = 256 * 1024;

type Struct = Y.Item | Y.GC;

/** Structs that follow one another under one client id. */
interface StructRun {
  readonly from: number;
  count: number;
  readonly encoder: Y.UpdateEncoderV1;
}

const noDeletions = 0;
/** A piece that grows to several times its size is cut where it is: no record is that large when it is made. */
const overflowFactor = 4;

/** The frames that answer a SyncStep1: its SyncStep2, or several where much is lacking. */
export const syncStep2Frames = (doc: Y.Doc, vector: Uint8Array): Uint8Array[] => {
  const whole = Y.encodeStateAsUpdate(doc, vector);
  return (whole.length > chunkBytes ? chunksSince(doc, vector, chunkBytes) : [whole]).map(step2Frame);
};

const step2Frame = (update: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.sync);
    encoding.writeVarUint(encoder, syncTypes.step2);
    encoding.writeVarUint8Array(encoder, update);
  });

/**
 * What somebody with this state vector lacks, in updates of about so many bytes. Applied one after
 * the other they are the document, and each can stand by itself on the way there:
 *
 * 1. Nothing in it rests on what comes later.
 * 2. A new record comes whole, with the fields that it was made with: it is judged when it comes.
 * 3. A field that was overwritten later, and so has lost its own value, has its latest until that
 *    comes. Else a card that was moved would lie nowhere for a while, which no rule allows.
 * 4. What was deleted is never shown. Deletions of what the other has already are in the last.
 */
export const chunksSince = (doc: Y.Doc, vector: Uint8Array, bytes: number): Uint8Array[] => {
  const lacking = new MissingStructs(doc, Y.decodeStateVector(vector));
  const pieces: Uint8Array[] = [];
  let piece = new ChunkBuilder();
  let before: Struct | undefined;
  for (const { struct, offset } of lacking.inOrder()) {
    if (piece.bytes >= bytes && (piece.bytes >= bytes * overflowFactor || !isSameRecord(before, struct))) {
      pieces.push(piece.encoded());
      piece = new ChunkBuilder();
    }
    piece.add(
      encodableStruct(struct, (id) => lacking.hasVisited(id)),
      offset,
    );
    before = struct;
  }
  if (piece.bytes > 0) pieces.push(piece.encoded());
  // An update of nothing new is all deletions of the document.
  return [...pieces, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc))];
};

/** The structs that somebody lacks, each behind all that it rests on. */
class MissingStructs {
  readonly #clients: Map<number, Struct[]>;
  /** How far each client's structs have been passed. */
  readonly #passed = new Map<number, number>();

  constructor({ store }: Y.Doc, vector: ReadonlyMap<number, number>) {
    this.#clients = store.clients;
    for (const client of store.clients.keys()) this.#passed.set(client, vector.get(client) ?? 0);
  }

  hasVisited({ client, clock }: Y.ID): boolean {
    return clock < (this.#passed.get(client) ?? 0);
  }

  *inOrder(): Generator<{ readonly struct: Struct; readonly offset: number }> {
    for (const client of this.#clients.keys()) {
      /** Clients whose next struct waits for one of the client behind it. */
      const waiting = [client];
      for (let current = waiting.at(-1); current !== undefined; current = waiting.at(-1)) {
        const next = this.#next(current);
        if (!next) {
          waiting.pop();
          continue;
        }
        const missing = dependenciesOf(next.struct).find((id) => id.client !== current && !this.hasVisited(id));
        if (missing) {
          waiting.push(missing.client);
          continue;
        }
        yield next;
        this.#passed.set(current, next.struct.id.clock + next.struct.length);
        // Who waits for a part of a record waits for all of it: a piece may end behind what they add.
        if (waiting.length > 1 && !isSameRecord(next.struct, this.#next(current)?.struct)) waiting.pop();
      }
    }
  }

  #next(client: number): { readonly struct: Struct; readonly offset: number } | undefined {
    const structs = this.#clients.get(client) ?? [];
    const passed = this.#passed.get(client) ?? 0;
    const last = structs.at(-1);
    if (!last || passed >= last.id.clock + last.length) return undefined;
    const struct = structs[Y.findIndexSS(structs, passed)];
    return struct && { struct, offset: passed - struct.id.clock };
  }
}

const dependenciesOf = (struct: Struct): Y.ID[] => {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin } = struct;
  const parent = parentItem(struct)?.id;
  return [origin, rightOrigin, parent].filter((id) => id !== null && id !== undefined);
};

/** The item that holds the type in which an item lies; undefined in a root. */
const parentItem = ({ parent }: Y.Item): Y.Item | undefined =>
  parent instanceof Y.AbstractType ? (parent._item ?? undefined) : undefined;

/** Whether a struct goes on with the record that the one before it is part of. */
const isSameRecord = (before: Struct | undefined, struct: Struct | undefined): boolean => {
  if (!(before instanceof Y.Item) || !(struct instanceof Y.Item)) return false;
  if (struct.id.client !== before.id.client) return false;
  const record = recordOf(before);
  return record !== undefined && recordOf(struct) === record;
};

/** The item of the record, a card, in which an item lies, or which it is. */
const recordOf = (item: Y.Item): Y.Item | undefined => {
  let record: Y.Item | undefined = item;
  for (let holder = parentItem(item); holder; holder = parentItem(holder)) record = holder;
  return record;
};

/** How a struct is told. */
const encodableStruct = (struct: Struct, isPassed: (id: Y.ID) => boolean): Struct => {
  if (!(struct instanceof Y.Item)) return struct;
  if (isBelowDeleted(struct)) return new Y.GC(struct.id, struct.length);
  if (!struct.deleted) return struct;
  return withContent(struct, laterValue(struct, isPassed) ?? new Y.ContentDeleted(struct.length));
};

const isBelowDeleted = (item: Y.Item): boolean => {
  for (let holder = parentItem(item); holder; holder = parentItem(holder)) if (holder.deleted) return true;
  return false;
};

/** The value that its key has by now, where that is still to come; as often as it is long. */
const laterValue = (
  { parent, parentSub, length }: Y.Item,
  isPassed: (id: Y.ID) => boolean,
): Y.ContentAny | undefined => {
  if (parentSub === null || !(parent instanceof Y.AbstractType)) return undefined;
  const latest = parent._map.get(parentSub);
  if (!latest || latest.deleted || isPassed(latest.id) || !(latest.content instanceof Y.ContentAny)) return undefined;
  const value: unknown = latest.content.arr.at(-1);
  return new Y.ContentAny(Array.from({ length }, () => value));
};

const withContent = (item: Y.Item, content: Y.ContentAny | Y.ContentDeleted): Y.Item => {
  const { id, left, origin, right, rightOrigin, parent, parentSub } = item;
  return new Y.Item(id, left, origin, right, rightOrigin, parent, parentSub, content);
};

/** An update that is being made. */
class ChunkBuilder {
  readonly #runs = new Map<number, StructRun>();
  bytes = 0;

  add(struct: Struct, offset: number): void {
    const { client, clock } = struct.id;
    const knownRun = this.#runs.get(client);
    const run = knownRun ?? { from: clock + offset, count: 0, encoder: new Y.UpdateEncoderV1() };
    if (!knownRun) this.#runs.set(client, run);
    const before = encoding.length(run.encoder.restEncoder);
    struct.write(run.encoder, offset);
    run.count += 1;
    this.bytes += encoding.length(run.encoder.restEncoder) - before;
  }

  /** As Yjs writes an update in V1: https://github.com/yjs/yjs/blob/v13.6.33/src/utils/encoding.js */
  encoded(): Uint8Array {
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, this.#runs.size);
      for (const [client, { from, count, encoder: structs }] of this.#runs) {
        encoding.writeVarUint(encoder, count);
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, from);
        encoding.writeUint8Array(encoder, structs.toUint8Array());
      }
      encoding.writeVarUint(encoder, noDeletions);
    });
  }
}
