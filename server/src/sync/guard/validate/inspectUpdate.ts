import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { IncomingStructs } from './incomingStructs.ts';
import type { DeleteSet } from '../structs/deleteSet.ts';
import { StoreLocations } from '../structs/structLocations.ts';
import { UpdateError } from './updateError.ts';

/** What an update would do to a document. */
export interface UpdateEffects {
  /** The client ids of its new structs. */
  readonly clients: ReadonlySet<number>;
  /** The roots below which it would write or delete something. */
  readonly roots: ReadonlySet<string>;
  /** The update to apply, without structs that the document has. */
  readonly update: Uint8Array;
  /** All its deletions, also of what the document has deleted already. */
  readonly deletions: DeleteSet;
  /** The client ids of all its structs, also of those that the document has. */
  readonly structClients: ReadonlySet<number>;
}

export const hasNoEffect = ({ clients, roots }: Pick<UpdateEffects, 'clients' | 'roots'>): boolean =>
  clients.size === 0 && roots.size === 0;

/**
 * Checks an update (V1) before it is applied. Yjs can then apply it without keeping anything pending,
 * and without throwing in the middle.
 *
 * @throws UpdateError
 */
export const inspectUpdate = (doc: Y.Doc, sent: Uint8Array): UpdateEffects => {
  const store = new StoreLocations(doc);
  const { update, structs, ds, structClients } = removeKnownStructs(doc, store, sent);
  const incoming = new IncomingStructs(store, structs);
  const roots = new Set(incoming.roots);
  for (const [client, ranges] of ds.clients) {
    for (const { clock, end } of checkedRanges(ranges)) {
      if (end > incoming.nextClock(client)) throw new UpdateError('gap', `deletes what ${client} has not written`);
      const knownEnd = Math.min(end, store.state(client));
      if (clock >= knownEnd) continue;
      // A deletion names only ids; the store knows where those items lie.
      for (const location of store.liveLocations(client, clock, knownEnd)) roots.add(location.root);
    }
  }
  return { clients: incoming.clients, roots, update, deletions: ds, structClients };
};

/**
 * Cuts off structs that the document has. Otherwise Yjs throws where the known half of a struct was
 * garbage-collected meanwhile, and waits for dependencies of structs that it has already.
 */
const removeKnownStructs = (
  doc: Y.Doc,
  store: StoreLocations,
  sent: Uint8Array,
): DecodedUpdate & { readonly structClients: ReadonlySet<number> } => {
  const decoded = decodeUpdate(sent);
  const structClients = new Set(decoded.structs.map(({ id }) => id.client));
  const isKnown = decoded.structs.some(({ id }) => id.clock < store.state(id.client));
  return { ...(isKnown ? decodeUpdate(Y.diffUpdate(sent, Y.encodeStateVector(doc))) : decoded), structClients };
};

interface DecodedUpdate extends Readonly<ReturnType<typeof Y.decodeUpdate>> {
  readonly update: Uint8Array;
}

const decodeUpdate = (update: Uint8Array): DecodedUpdate => {
  let sections: number;
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    sections = decoding.readVarUint(decoding.createDecoder(update));
    decoded = Y.decodeUpdate(update);
  } catch (error) {
    throw new UpdateError('malformed', 'update cannot be read', { cause: error });
  }
  // Of two sections for one client id Yjs decodes both, but applies only the last.
  if (sections !== new Set(decoded.structs.map(({ id }) => id.client)).size) {
    throw new UpdateError('malformed', 'a client id comes twice');
  }
  return { update, ...decoded };
};

/** Yjs writes ranges ascending and apart; overlapping ones would be walked again and again. */
function* checkedRanges(ranges: readonly { clock: number; len: number }[]): Generator<{ clock: number; end: number }> {
  let last = 0;
  for (const { clock, len } of ranges) {
    const end = clock + len;
    if (clock < last || len < 1 || !Number.isSafeInteger(end)) {
      throw new UpdateError('malformed', 'deleted ranges overlap or are out of order');
    }
    last = end;
    yield { clock, end };
  }
}
