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

/** A person with a copy of the document, as a browser has it: nothing holds them back but the guard. */
export interface Writer {
  readonly actor: Person;
  readonly organisation: OrganisationId;
  readonly doc: Y.Doc;
  /** What was written since it was last sent. */
  readonly unsent: Uint8Array[];
}

const at = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 1 };

/** A guarded document with its writers, without journal and sockets: updates go where and when a test says. */
export const openGuardedBoard = (circle: Circle = boardCircle) => {
  let restored: Restored[] = [];
  const servers = new Set<number>();
  const isServers = (client: number) => servers.has(client);
  let putback = new RestoredItems(restored, isServers);
  let doc = new Y.Doc({ gcFilter: putback.mayGc });
  let guard = new Guard(doc, circle, putback, 0);
  const writers = new Set<Writer>();
  const relayed: Uint8Array[] = [];
  const traces: (Trace & { readonly by: PersonId })[] = [];
  let made: { readonly update: Uint8Array; readonly transaction: Y.Transaction }[] = [];
  const follow = () => {
    servers.add(doc.clientID);
    doc.on('update', (update, _origin, _doc, transaction) => made.push({ update, transaction }));
  };
  follow();

  const relay = (from?: Writer): void => {
    const [first] = made;
    if (!first) return;
    const transactions = made.map(({ transaction }) => transaction);
    const { beforeState } = first.transaction;
    const update = made.length === 1 ? first.update : mergeWithoutReverted(doc, beforeState, transactions);
    made = [];
    relayed.push(update);
    for (const each of writers) if (each !== from) Y.applyUpdate(each.doc, update, 'relay');
  };

  const take = (writer: Writer, sent: ReceivedUpdate): GuardOutcome => {
    const outcome = guard.apply(guard.inspect(sent), writer.actor, writer);
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
    /** What the writing has left for the activity, and who left it. */
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
    /** Takes what a writer has written; all others see what came of it. */
    send: (writer: Writer): GuardOutcome =>
      take(writer, { kind: 'update', update: Y.mergeUpdates(writer.unsent.splice(0)) }),
    /** Takes what a writer has and the server lacks, as whoever connects tells it. */
    shake: (writer: Writer): GuardOutcome =>
      take(writer, { kind: 'step2', update: Y.encodeStateAsUpdate(writer.doc, Y.encodeStateVector(doc)) }),
    /** Takes all that a writer has, as some tell it whenever they like. */
    tellAll: (writer: Writer): GuardOutcome =>
      take(writer, { kind: 'update', update: Y.encodeStateAsUpdate(writer.doc) }),
    /** The server's own change. */
    asServer(write: (doc: Y.Doc) => void): void {
      doc.transact(() => write(doc));
      guard.invalidateAgreements();
      relay();
    },
    /** The document is closed, and read again from what was kept of it. */
    reopen(): void {
      const state = Y.encodeStateAsUpdate(doc);
      putback = new RestoredItems(restored, isServers);
      doc = new Y.Doc({ gcFilter: putback.mayGc });
      Y.applyUpdate(doc, state);
      restored = [...restored];
      RestoredItems.link(doc, restored);
      guard = new Guard(doc, circle, putback, 0);
      follow();
    },
    /** What each copy says, the server's first: all the same when they have converged. */
    copies: () => [doc, ...[...writers].map((each) => each.doc)].map((each) => each.getMap('cards').toJSON()),
  };
};

export const putNote = (writer: Writer, text = '', fields: object = {}): CardId => {
  const id = newId(CardId);
  putCard(writer.doc, id, { kind: 'note', text, colour: 'mint', ...at, createdBy: writer.actor.id, ...fields });
  return id;
};

/** A challenge of a city with one need, put by the server. */
export const putChallenge = (doc: Y.Doc, city: OrganisationId): { challenge: CardId; need: NeedId } => {
  const [challenge, need] = [newId(CardId), newId(NeedId)];
  const needs = { [need]: { capability: 'finance', title: 'A loan', importance: 'must', order: 'a0' } } as const;
  const rest = { sector: 'waste', title: 'Shade', brief: 'Too hot.', outcome: '' } as const;
  putCard(doc, challenge, { kind: 'challenge', city, needs, ...rest, ...at, createdBy: newId(PersonId) });
  return { challenge, need };
};

/** A consortium that answers the challenge. */
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

export const textOf = (at: { readonly doc: Y.Doc }, id: CardId, field = 'text'): Y.Text => {
  const text = cardOf(at, id).get(field);
  if (!(text instanceof Y.Text)) throw new Error(`No text in ${field} of ${id}`);
  return text;
};

export const fieldsOfKind = (kind: CardKind): readonly string[] => Object.keys(cardKinds[kind].schema.shape);
