import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { IncomingStructs } from './incomingStructs.ts';
import type { DeleteSet } from '../structs/deleteSet.ts';
import { StoreLocations } from '../structs/structLocations.ts';
import { UpdateError } from './updateError.ts';

/** What an update would do to a document that it has not been applied to. */
export interface UpdateEffects {
  /** Client ids under which it brings something new. */
  readonly clients: ReadonlySet<number>;
  /** Roots below which it writes or deletes. What the document already has, or has deleted, does not count. */
  readonly roots: ReadonlySet<string>;
  /** The same update as it is to be applied. */
  readonly update: Uint8Array;
  /** All that it deletes, whether that is there or not, and the client ids of all that it brings, known or not. */
  readonly deletions: DeleteSet;
  readonly structClients: ReadonlySet<number>;
}

export const hasNoEffect = ({ clients, roots }: Pick<UpdateEffects, 'clients' | 'roots'>): boolean =>
  clients.size === 0 && roots.size === 0;

/**
 * Looks at an update (V1) before it is applied. After this, Yjs can apply it without leaving
 * anything waiting, and without breaking off in the middle.
 *
 * @throws UpdateError
 */
export const inspectUpdate = (doc: Y.Doc, sent: Uint8Array): UpdateEffects => {
  const store = new StoreLocations(doc);
  const { update, structs, ds, brings } = removeKnownStructs(doc, store, sent);
  const arrivals = new IncomingStructs(store, structs);
  const roots = new Set(arrivals.roots);
  for (const [client, ranges] of ds.clients) {
    for (const { clock, end } of checkedRanges(ranges)) {
      if (end > arrivals.reached(client)) throw new UpdateError('gap', `deletes what ${client} has not written`);
      const known = Math.min(end, store.state(client));
      if (clock >= known) continue;
      // A deletion comes without a struct: whose it is says nothing, where it lies says all.
      for (const place of store.liveLocations(client, clock, known)) roots.add(place.root);
    }
  }
  return { clients: arrivals.clients, roots, update, deletions: ds, structClients: brings };
};

/**
 * Cuts off what the document has already: Yjs breaks off where the known half of a struct has been
 * collected as garbage meanwhile, and waits for what a struct rests on even where it has that struct.
 */
const removeKnownStructs = (
  doc: Y.Doc,
  store: StoreLocations,
  sent: Uint8Array,
): DecodedUpdate & { readonly brings: ReadonlySet<number> } => {
  const decoded = decodeUpdate(sent);
  const brings = new Set(decoded.structs.map(({ id }) => id.client));
  const isKnown = decoded.structs.some(({ id }) => id.clock < store.state(id.client));
  return { ...(isKnown ? decodeUpdate(Y.diffUpdate(sent, Y.encodeStateVector(doc))) : decoded), brings };
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
