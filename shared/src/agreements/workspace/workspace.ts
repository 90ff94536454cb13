import type * as Y from 'yjs';
import type { z } from 'zod';
import { cardsOf, type LetterCard, readCard, type RiskCard } from '../../document/cards/index.ts';
import { type Block, blocksOf } from '../../document/text/richText.ts';
import { byOrderThenId } from '../../document/order.ts';
import { readBy, recordsOf } from '../../document/roots.ts';
import { CardId, NeedId, OrganisationId, RecordId } from '../../ids.ts';
import { Confirmation, type Confirmations, Handover, type HandoverView, WorkShare, type WorkShares } from './state.ts';

/** What commands and the letter read of a consortium's workspace. */
export interface ConsortiumWorkspace {
  shares(): WorkShares;
  risks(): readonly RiskCard[];
  /** Undefined before it is begun. */
  draft(): readonly Block[] | undefined;
  letter(): LetterCard | undefined;
  confirmations(): Confirmations;
  /** Every version, the oldest first. In a city's circle, those of all consortia. */
  handovers(): readonly HandoverView[];
}

/** A workspace without anything in it. */
export const emptyWorkspace: ConsortiumWorkspace = {
  shares: () => ({}),
  risks: () => [],
  draft: () => undefined,
  letter: () => undefined,
  confirmations: () => ({}),
  handovers: () => [],
};

/** A workspace has one draft and one letter, under ids made from the consortium's. */
const singletonId = (kind: 'draft' | 'letter', consortium: CardId): CardId =>
  CardId.parse(`${kind}${consortium}`.slice(0, 32));
export const draftId = (consortium: CardId): CardId => singletonId('draft', consortium);
export const letterId = (consortium: CardId): CardId => singletonId('letter', consortium);

const recordsIn = <Id extends z.ZodType<string>, Schema extends z.ZodType>(
  root: Y.Map<Y.Map<unknown>>,
  id: Id,
  schema: Schema,
): readonly (readonly [z.output<Id>, z.output<Schema>])[] =>
  [...root].flatMap(([key, written]) => {
    const recordId = id.safeParse(key).data;
    const record = readBy(schema)(written);
    return recordId !== undefined && record !== undefined ? [[recordId, record] as const] : [];
  });

const byVersion = (a: HandoverView, b: HandoverView): number =>
  a.at - b.at || a.version - b.version || (a.id < b.id ? -1 : 1);

export const handoversIn = (doc: Y.Doc): readonly HandoverView[] =>
  recordsIn(recordsOf(doc, 'handovers'), RecordId, Handover)
    .map(([id, handover]) => ({ ...handover, id }))
    .sort(byVersion);

const cardsOfKind = <Kind extends 'risk' | 'draft' | 'letter'>(doc: Y.Doc, kind: Kind) =>
  [...cardsOf(doc)].flatMap(([id, map]) => {
    const card = map.get('kind') === kind ? readCard(id, map) : undefined;
    return card?.kind === kind ? [{ card, map }] : [];
  });

/** Reads a workspace from its open document, on demand and without a cache. */
export const readWorkspace = (doc: Y.Doc): ConsortiumWorkspace => ({
  shares: () => Object.fromEntries(recordsIn(recordsOf(doc, 'shares'), NeedId, WorkShare)),
  risks: () =>
    cardsOfKind(doc, 'risk')
      .flatMap(({ card }) => (card.kind === 'risk' ? [card] : []))
      .sort(byOrderThenId),
  draft() {
    const [draft] = cardsOfKind(doc, 'draft');
    return draft && blocksOf(draft.map.get('pitch'));
  },
  letter() {
    const card = cardsOfKind(doc, 'letter')[0]?.card;
    return card?.kind === 'letter' ? card : undefined;
  },
  confirmations: () => Object.fromEntries(recordsIn(recordsOf(doc, 'confirmations'), OrganisationId, Confirmation)),
  handovers: () => handoversIn(doc),
});
