import { type Card, type CardKind, cardKinds, cardsOf, putCard, readCard } from '@brygga/shared/document/cards/index';
import { type CardShape, titleMax } from '@brygga/shared/document/cards/card';
import { conceptTextMax } from '@brygga/shared/document/cards/concept';
import { noteTextMax } from '@brygga/shared/document/cards/note';
import { riskTextMax } from '@brygga/shared/document/cards/risk';
import { taskTextMax } from '@brygga/shared/document/cards/task';
import { orderAbove } from '@brygga/shared/document/order';
import { CardId, newId, type OrganisationId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import * as Y from 'yjs';
import { z } from 'zod';
import { retryActions } from './retryActions.ts';
import { parseTruncated, boundedPoint, boundedSize } from './bounds.ts';
import { copyCard } from './copyCard.ts';
import { needActions } from './needActions.ts';
import { isIdea, provenanceFields } from './provenance.ts';
import { actionOrigin } from './transactionOrigins.ts';
import { recordActions } from './recordActions.ts';
import { organisationOf } from './organisationOf.ts';
import type { BoardActions, BoardPoint, Rights } from '../registry/liveBoard.ts';

export interface BoardActionsDeps {
  readonly doc: Y.Doc;
  readonly actor: Person;
  readonly rights: Rights;
  /** Called before each change with what it is: changes of the same name in quick succession are one step of undo. */
  readonly beforeChange: (name: string | undefined) => void;
}

/**
 * The board's writes, each one transaction. What the rules keep from this actor stays as it is: a
 * selection may hold locked cards among others. Numbers are rounded and kept on the board.
 *
 * @throws Error at a new card without the right to it; RangeError at a place that is not a number; ZodError at a field's value that its schema rejects.
 */
export const boardActions = ({ doc, actor, rights, beforeChange }: BoardActionsDeps): BoardActions => {
  const cards = cardsOf(doc);

  const change = (name: string | undefined, write: () => void) => {
    beforeChange(name);
    doc.transact(write, actionOrigin);
  };

  /** Those of the cards that are there and that the actor has the right to change so, with their maps. */
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
        const said = { colour, text: text.slice(0, noteTextMax), ...provenanceFields(doc, from) };
        putCard(doc, id, { kind: 'note', ...base('note', at), ...said });
      }),

    createConcept: (at, { title = '', text = '', parts = [], from = [] } = {}) =>
      create('concept', undefined, (id) => {
        const said = { title: title.slice(0, titleMax), text: text.slice(0, conceptTextMax), parts: [...parts] };
        putCard(doc, id, { kind: 'concept', ...base('concept', at), ...said, ...provenanceFields(doc, from) });
      }),

    createChallenge: (at, { city, sector, title = '' }) =>
      create('challenge', city, (id) =>
        putCard(doc, id, { kind: 'challenge', ...base('challenge', at), city, sector, title }),
      ),

    createOffer: (at, { capabilities = [], ...of }) =>
      create('offer', of.company, (id) =>
        putCard(doc, id, { kind: 'offer', ...base('offer', at), ...of, capabilities: [...capabilities] }),
      ),

    createRisk: (text = '') =>
      create('risk', undefined, (id) =>
        putCard(doc, id, {
          kind: 'risk',
          ...base('risk', originPoint),
          ...{ text: text.slice(0, riskTextMax), likelihood: 'medium', impact: 'medium' },
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
        const made = { order: orders.at(-1), createdBy: actor.id, createdAt: Date.now() };
        // Whoever copies somebody's words does not become who had them first.
        const own = { ...place, ...made, ...(isIdea(card) ? provenanceFields(doc, [card.id]) : {}) };
        return { id: newId(CardId), copy: copyCard(map, own) };
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

/** A room is read as lists: its cards lie nowhere in particular. */
const originPoint: BoardPoint = { x: 0, y: 0 };

/** Any client may have put anything among the cards; what is no order counts for nothing. */
const orderOf = (map: unknown): string => (map instanceof Y.Map ? String(map.get('order')) : '');

/** Writes what differs: a field that is set to what it is would be an edit, and a step of undo, that changes nothing. */
const setChanged = (map: Y.Map<unknown>, fields: object) => {
  for (const [field, value] of Object.entries(fields)) {
    if (!Object.is(map.get(field), value)) map.set(field, value);
  }
};

/** The fields as their schema writes them; only plain ones, since text that people type together is never replaced. */
const plainFields = (kind: CardKind, fields: Readonly<Record<string, unknown>>): object => {
  const { schema, storage }: CardShape = cardKinds[kind];
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const its: unknown = schema.shape[field];
      if (!(its instanceof z.ZodType) || storage[field])
        throw new RangeError(`A ${kind} has no plain field "${field}"`);
      return [field, parseTruncated(its, value)];
    }),
  );
};
