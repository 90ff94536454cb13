import type * as Y from 'yjs';
import type { z } from 'zod';
import { cardsOf, type LetterCard, readCard, type RiskCard } from '../../document/cards/index.ts';
import { type Block, blocksOf } from '../../document/text/richText.ts';
import { readBy, recordsOf } from '../../document/roots.ts';
import { CardId, NeedId, OrganisationId, RecordId } from '../../ids.ts';
import { Confirmation, type Confirmations, Handover, type HandoverView, WorkShare, type WorkShares } from './state.ts';

/** What lies in a consortium's room, as far as commands and the letter ask for it. */
export interface ConsortiumWorkspace {
  shares(): WorkShares;
  risks(): readonly RiskCard[];
  /** Undefined before it is begun. */
  draft(): readonly Block[] | undefined;
  letter(): LetterCard | undefined;
  confirmations(): Confirmations;
  /** Every version, the first one first. In a city's circle those of all consortia, as they came. */
  handovers(): readonly HandoverView[];
}

/** For whoever has none at hand. */
export const emptyWorkspace: ConsortiumWorkspace = {
  shares: () => ({}),
  risks: () => [],
  draft: () => undefined,
  letter: () => undefined,
  confirmations: () => ({}),
  handovers: () => [],
};

/** A room has one draft and one letter, each under the id that follows from its consortium's. */
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
    const known = id.safeParse(key).data;
    const read = readBy(schema)(written);
    return known !== undefined && read !== undefined ? [[known, read] as const] : [];
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

/** The room as its open document holds it. Reads on demand, keeps nothing. */
export const readWorkspace = (doc: Y.Doc): ConsortiumWorkspace => ({
  shares: () => Object.fromEntries(recordsIn(recordsOf(doc, 'shares'), NeedId, WorkShare)),
  risks: () =>
    cardsOfKind(doc, 'risk')
      .flatMap(({ card }) => (card.kind === 'risk' ? [card] : []))
      .sort((a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1)),
  draft() {
    const [found] = cardsOfKind(doc, 'draft');
    return found && blocksOf(found.map.get('pitch'));
  },
  letter() {
    const card = cardsOfKind(doc, 'letter')[0]?.card;
    return card?.kind === 'letter' ? card : undefined;
  },
  confirmations: () => Object.fromEntries(recordsIn(recordsOf(doc, 'confirmations'), OrganisationId, Confirmation)),
  handovers: () => handoversIn(doc),
});
