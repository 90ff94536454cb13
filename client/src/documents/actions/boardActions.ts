import {
  type Card,
  type CardKind,
  cardKinds,
  cardsOf,
  type OfferCard,
  putCard,
  readCard,
} from '@brygga/shared/document/cards/index';
import { type CardShape, titleMax } from '@brygga/shared/document/cards/card';
import { conceptTextMax } from '@brygga/shared/document/cards/concept';
import { type NoteColour, noteTextMax } from '@brygga/shared/document/cards/note';
import { riskTextMax } from '@brygga/shared/document/cards/risk';
import { taskTextMax } from '@brygga/shared/document/cards/task';
import { orderAbove } from '@brygga/shared/document/order';
import { CardId, newId, type OrganisationId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import type { SectorId } from '@brygga/shared/taxonomy/sectors';
import * as Y from 'yjs';
import { z } from 'zod';
import { type RetryActions, retryActions } from './retryActions.ts';
import { parseTruncated, boundedPoint, boundedSize } from './bounds.ts';
import { copyCard } from './copyCard.ts';
import { type NeedActions, needActions } from './needActions.ts';
import { isIdea, provenanceFields } from './provenance.ts';
import { actionOrigin } from './transactionOrigins.ts';
import { type RecordActions, recordActions } from './recordActions.ts';
import { organisationOf } from './organisationOf.ts';
import type { BoardPoint } from './bounds.ts';
import type { Rights } from './rights.ts';

/** What an offer may have besides its text and capabilities. */
export type OfferDetails = Partial<Pick<OfferCard, 'claims' | 'references' | 'profile'>>;

/**
 * All writes to a document's cards, one transaction each. A card that the actor may not change is
 * skipped: a selection may contain locked cards. Numbers are rounded and clamped to the board; texts
 * that are too long are cut.
 *
 * @throws Error at a new card without the right to create it; RangeError at a coordinate that is not a
 *   number or a field that is not plain; ZodError at a value that its schema rejects.
 */
export interface BoardActions extends NeedActions, RecordActions, RetryActions {
  /** `from`: the notes or concepts that the new card is derived from. */
  createNote(at: BoardPoint, colour?: NoteColour, text?: string, from?: readonly CardId[]): CardId;
  createConcept(
    at: BoardPoint,
    fields?: { title?: string; text?: string; parts?: readonly CapabilityId[]; from?: readonly CardId[] },
  ): CardId;
  createChallenge(at: BoardPoint, fields: { city: OrganisationId; sector: SectorId; title?: string }): CardId;
  createOffer(
    at: BoardPoint,
    fields: {
      company: OrganisationId;
      title?: string;
      text?: string;
      capabilities?: readonly CapabilityId[];
    } & OfferDetails,
  ): CardId;
  /** In a consortium's workspace. */
  createRisk(text?: string): CardId;
  /** In a consortium's workspace. */
  createTask(text?: string): CardId;
  /** One transaction and one undo group for all of them. */
  moveCards(places: ReadonlyMap<CardId, BoardPoint>): void;
  resizeCard(id: CardId, box: BoardPoint & { readonly w: number; readonly h: number }): void;
  /** Sets plain fields: `colour`, `outcome`, `sector`, `capabilities`, `locked`. Text goes through `texts`. */
  setFields(id: CardId, fields: Readonly<Record<string, unknown>>): void;
  deleteCards(ids: readonly CardId[]): void;
  /** Copies cards, each shifted by the offset; consortia are agreements and are not copied. */
  duplicateCards(ids: readonly CardId[], by: BoardPoint): CardId[];
  bringToFront(ids: readonly CardId[]): void;
}

export interface BoardActionsDeps {
  readonly doc: Y.Doc;
  readonly actor: Person;
  readonly rights: Rights;
  /** Called before each change with its name: changes of one name in quick succession are one undo group. */
  readonly beforeChange: (name: string | undefined) => void;
}

export const boardActions = ({ doc, actor, rights, beforeChange }: BoardActionsDeps): BoardActions => {
  const cards = cardsOf(doc);

  const change = (name: string | undefined, write: () => void) => {
    beforeChange(name);
    doc.transact(write, actionOrigin);
  };

  /** The cards among these ids that exist and that the actor may change, with their maps. */
  const changeable = (ids: Iterable<CardId>, may: (card: Card) => unknown) =>
    [...ids].flatMap((id) => {
      const map = cards.get(id);
      const card = readCard(id, map);
      return map && card && may(card) === true ? [{ card, map }] : [];
    });

  const topOrder = (above: readonly string[] = []) => orderAbove([...above, ...[...cards.values()].map(orderOf)]);

  const base = (kind: CardKind, at: BoardPoint) => ({
    ...boundedPoint(at),
    ...cardKinds[kind].size,
    order: topOrder(),
    createdBy: actor.id,
    createdAt: Date.now(),
  });

  const create = (kind: CardKind, organisation: OrganisationId | undefined, put: (id: CardId) => void): CardId => {
    const right = rights.create(kind, organisation);
    if (right !== true) throw new Error(`A ${kind} was created without the right: ${right}`);
    const id = newId(CardId);
    change(undefined, () => put(id));
    return id;
  };

  return {
    createNote: (at, colour = 'yellow', text = '', from = []) =>
      create('note', undefined, (id) => {
        const content = { colour, text: text.slice(0, noteTextMax), ...provenanceFields(doc, from) };
        putCard(doc, id, { kind: 'note', ...base('note', at), ...content });
      }),

    createConcept: (at, { title = '', text = '', parts = [], from = [] } = {}) =>
      create('concept', undefined, (id) => {
        const content = { title: title.slice(0, titleMax), text: text.slice(0, conceptTextMax), parts: [...parts] };
        putCard(doc, id, { kind: 'concept', ...base('concept', at), ...content, ...provenanceFields(doc, from) });
      }),

    createChallenge: (at, { city, sector, title = '' }) =>
      create('challenge', city, (id) =>
        putCard(doc, id, { kind: 'challenge', ...base('challenge', at), city, sector, title }),
      ),

    createOffer: (at, { capabilities = [], ...fields }) =>
      create('offer', fields.company, (id) =>
        putCard(doc, id, { kind: 'offer', ...base('offer', at), ...fields, capabilities: [...capabilities] }),
      ),

    createRisk: (text = '') =>
      create('risk', undefined, (id) =>
        putCard(doc, id, {
          kind: 'risk',
          ...base('risk', originPoint),
          text: text.slice(0, riskTextMax),
          likelihood: 'medium',
          impact: 'medium',
        }),
      ),

    createTask: (text = '') =>
      create('task', undefined, (id) =>
        putCard(doc, id, { kind: 'task', ...base('task', originPoint), text: text.slice(0, taskTextMax) }),
      ),

    moveCards(places) {
      const moved = changeable(places.keys(), (card) => rights.move(card)).map(({ card, map }) => ({
        map,
        to: boundedPoint(places.get(card.id) ?? card),
      }));
      change(`move ${[...places.keys()].join()}`, () => moved.forEach(({ map, to }) => setChanged(map, to)));
    },

    resizeCard(id, box) {
      const to = { ...boundedPoint(box), ...boundedSize(box) };
      const resized = changeable([id], (card) => rights.move(card));
      change(`resize ${id}`, () => resized.forEach(({ map }) => setChanged(map, to)));
    },

    setFields(id, fields) {
      const may = (card: Card) => Object.keys(fields).every((field) => rights.change(card, field) === true);
      const set = changeable([id], may).map(({ card, map }) => ({ map, to: plainFields(card.kind, fields) }));
      change(`set ${Object.keys(fields).join()} of ${id}`, () => set.forEach(({ map, to }) => setChanged(map, to)));
    },

    deleteCards(ids) {
      const deleted = changeable(ids, (card) => rights.delete(card));
      change(undefined, () => deleted.forEach(({ card }) => cards.delete(card.id)));
    },

    duplicateCards(ids, by) {
      const originals = changeable(ids, (card) => rights.create(card.kind, organisationOf(card)));
      originals.sort((a, b) => (a.card.order < b.card.order ? -1 : 1));
      const orders: string[] = [];
      const copies = originals.map(({ card, map }) => {
        orders.push(topOrder(orders));
        const place = boundedPoint({ x: card.x + by.x, y: card.y + by.y });
        const creation = { order: orders.at(-1), createdBy: actor.id, createdAt: Date.now() };
        // A copy names its original, so that the idea stays with its first author.
        const ownFields = { ...place, ...creation, ...(isIdea(card) ? provenanceFields(doc, [card.id]) : {}) };
        return { id: newId(CardId), copy: copyCard(map, ownFields) };
      });
      change(undefined, () => copies.forEach(({ id, copy }) => cards.set(id, copy)));
      return copies.map(({ id }) => id);
    },

    bringToFront(ids) {
      const raised = changeable(ids, (card) => rights.change(card, 'order'));
      raised.sort((a, b) => (a.card.order < b.card.order ? -1 : 1));
      change(undefined, () => raised.forEach(({ map }) => map.set('order', topOrder())));
    },

    ...needActions({ doc, rights, change }),
    ...recordActions({ doc, rights, change }),
    ...retryActions({ doc, actor, rights, change, topOrder }),
  };
};

/** Cards of a consortium's workspace are shown as lists; their position is unused. */
const originPoint: BoardPoint = { x: 0, y: 0 };

/** A document may hold anything among its cards; an entry without an order sorts first. */
const orderOf = (map: unknown): string => (map instanceof Y.Map ? String(map.get('order')) : '');

/** Writes only fields that differ: setting an equal value would be an edit and an undo group that change nothing. */
const setChanged = (map: Y.Map<unknown>, fields: object) => {
  for (const [field, value] of Object.entries(fields)) {
    if (!Object.is(map.get(field), value)) map.set(field, value);
  }
};

/** The fields parsed by their schemas. Text that people type together is never replaced, so it is not accepted. */
const plainFields = (kind: CardKind, fields: Readonly<Record<string, unknown>>): object => {
  const { schema, storage }: CardShape = cardKinds[kind];
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const fieldSchema: unknown = schema.shape[field];
      if (!(fieldSchema instanceof z.ZodType) || storage[field])
        throw new RangeError(`A ${kind} has no plain field "${field}"`);
      return [field, parseTruncated(fieldSchema, value)];
    }),
  );
};
