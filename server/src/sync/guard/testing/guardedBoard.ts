import { createFact, writeFacts } from '@brygga/shared/agreements/facts';
import { type CardKind, cardKinds, cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { boardCircle, type Circle } from '@brygga/shared/document/circles';
import type { Trace } from '@brygga/shared/domain/activity/trace';
import { CardId, NeedId, newId, type OrganisationId, PersonId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Identity } from '@brygga/shared/wire/presence';
import * as Y from 'yjs';
import type { Restored } from '../../../storage/contract.ts';
import { makeMembership } from '../../testing/syncWorld.ts';
import { Guard, type GuardOutcome, type ReceivedUpdate } from '../guard.ts';
import { mergeWithoutReverted } from '../repair/mergeWithoutReverted.ts';
import { RestoredItems } from '../repair/restoredItems.ts';

/** A person with a copy of the document, who may write anything into it. */
export interface Writer {
  readonly actor: Person;
  readonly organisation: OrganisationId;
  readonly doc: Y.Doc;
  /** Updates since the last send. */
  readonly unsent: Uint8Array[];
}

const commonFields = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 1 };

/** A guarded document with its writers, without journal and sockets: updates move when the test says so. */
export const openGuardedBoard = (circle: Circle = boardCircle) => {
  let restored: Restored[] = [];
  const servers = new Set<number>();
  const isServers = (client: number) => servers.has(client);
  let restoredItems = new RestoredItems(restored, isServers);
  let doc = new Y.Doc({ gcFilter: restoredItems.mayGc });
  let guard = new Guard(doc, circle, restoredItems, 0);
  const writers = new Set<Writer>();
  const relayed: Uint8Array[] = [];
  const traces: (Trace & { readonly by: PersonId })[] = [];
  let unrelayed: { readonly update: Uint8Array; readonly transaction: Y.Transaction }[] = [];
  const watch = () => {
    servers.add(doc.clientID);
    doc.on('update', (update, _origin, _doc, transaction) => unrelayed.push({ update, transaction }));
  };
  watch();

  const relay = (from?: Writer): void => {
    const [first] = unrelayed;
    if (!first) return;
    const transactions = unrelayed.map(({ transaction }) => transaction);
    const { beforeState } = first.transaction;
    const update = unrelayed.length === 1 ? first.update : mergeWithoutReverted(doc, beforeState, transactions);
    unrelayed = [];
    relayed.push(update);
    for (const writer of writers) if (writer !== from) Y.applyUpdate(writer.doc, update, 'relay');
  };

  const receive = (writer: Writer, received: ReceivedUpdate): GuardOutcome => {
    const outcome = guard.apply(guard.inspect(received), writer.actor, writer);
    restored.push(...outcome.restored);
    traces.push(...guard.takeTraces().map((trace) => ({ ...trace, by: writer.actor.id })));
    relay(outcome.serverWrote ? undefined : writer);
    return outcome;
  };

  return {
    get doc() {
      return doc;
    },
    relayed,
    /** Activity traces of all writers. */
    traces,
    join({ actor, identity }: { actor: Person; identity: Identity } = makeMembership()): Writer {
      const writer: Writer = { actor, organisation: identity.organisation, doc: new Y.Doc(), unsent: [] };
      Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(doc), 'relay');
      writer.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin !== 'relay') writer.unsent.push(update);
      });
      writers.add(writer);
      return writer;
    },
    /** Applies the writer's unsent updates, and relays the result. */
    send: (writer: Writer): GuardOutcome =>
      receive(writer, { kind: 'update', update: Y.mergeUpdates(writer.unsent.splice(0)) }),
    /** Applies what the writer has and the server lacks, as a SyncStep2. */
    sendStep2: (writer: Writer): GuardOutcome =>
      receive(writer, { kind: 'step2', update: Y.encodeStateAsUpdate(writer.doc, Y.encodeStateVector(doc)) }),
    /** Applies the writer's whole state as an update, as some clients send it. */
    sendWholeState: (writer: Writer): GuardOutcome =>
      receive(writer, { kind: 'update', update: Y.encodeStateAsUpdate(writer.doc) }),
    /** Writes as the server. */
    asServer(write: (doc: Y.Doc) => void): void {
      doc.transact(() => write(doc));
      guard.invalidateAgreements();
      relay();
    },
    /** Closes the document and loads it again. */
    reopen(): void {
      const state = Y.encodeStateAsUpdate(doc);
      restoredItems = new RestoredItems(restored, isServers);
      doc = new Y.Doc({ gcFilter: restoredItems.mayGc });
      Y.applyUpdate(doc, state);
      restored = [...restored];
      RestoredItems.link(doc, restored);
      guard = new Guard(doc, circle, restoredItems, 0);
      watch();
    },
    /** The cards of each copy, the server's first; equal when the copies have converged. */
    copies: () => [doc, ...[...writers].map((writer) => writer.doc)].map((copy) => copy.getMap('cards').toJSON()),
  };
};

export const putNote = (writer: Writer, text = '', fields: object = {}): CardId => {
  const id = newId(CardId);
  putCard(writer.doc, id, {
    kind: 'note',
    text,
    colour: 'mint',
    ...commonFields,
    createdBy: writer.actor.id,
    ...fields,
  });
  return id;
};

/** Creates a city's challenge with one need, as the server. */
export const putChallenge = (doc: Y.Doc, city: OrganisationId): { challenge: CardId; need: NeedId } => {
  const [challenge, need] = [newId(CardId), newId(NeedId)];
  putCard(doc, challenge, {
    kind: 'challenge',
    city,
    sector: 'waste',
    title: 'Shade',
    brief: 'Too hot.',
    outcome: '',
    needs: { [need]: { capability: 'finance', title: 'A loan', importance: 'must', order: 'a0' } },
    ...commonFields,
    createdBy: newId(PersonId),
  });
  return { challenge, need };
};

/** Founds a consortium for the challenge. */
export const foundConsortium = (doc: Y.Doc, challenge: CardId, lead: OrganisationId): CardId => {
  const consortium = newId(CardId);
  const by = newId(PersonId);
  writeFacts(doc, [
    createFact('consortium.founded', { consortium, challenge, name: 'Cool', lead, by, at: 1, x: 0, y: 0 }),
  ]);
  return consortium;
};

export const cardOf = ({ doc }: { readonly doc: Y.Doc }, id: CardId): Y.Map<unknown> => {
  const card = cardsOf(doc).get(id);
  if (!card) throw new Error(`No card ${id}`);
  return card;
};

export const textOf = (writer: { readonly doc: Y.Doc }, id: CardId, field = 'text'): Y.Text => {
  const text = cardOf(writer, id).get(field);
  if (!(text instanceof Y.Text)) throw new Error(`No text in ${field} of ${id}`);
  return text;
};

export const fieldsOfKind = (kind: CardKind): readonly string[] => Object.keys(cardKinds[kind].schema.shape);
