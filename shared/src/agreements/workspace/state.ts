import type * as Y from 'yjs';
import { z } from 'zod';
import { RiskLevel } from '../../document/cards/risk.ts';
import { cardsOf, type LetterCard, readCard, type RiskCard } from '../../document/cards/index.ts';
import { Block, blocksOf } from '../../document/text/richText.ts';
import { readBy, recordsOf } from '../../document/roots.ts';
import { CardId, NeedId, OrganisationId, PersonId, RecordId } from '../../ids.ts';
import { CapabilityId } from '../../taxonomy/capabilities.ts';

export const roleMax = 200;
export const handoverNoteMax = 1_000;

/** A company's part of the work on one seat, as its consortium has settled it in its room. */
export const WorkShare = z.object({
  /** In percent of the whole; left out where it is not settled. */
  share: z.number().int().min(0).max(100).optional(),
  role: z.string().max(roleMax).default(''),
  by: PersonId,
  at: z.number(),
});
export type WorkShare = z.output<typeof WorkShare>;
export type WorkShares = Readonly<Record<NeedId, WorkShare>>;

/** SHA-256 of a letter's text, in hexadecimal. */
export const LetterHash = z.string().regex(/^[0-9a-f]{64}$/);

/** That a company has confirmed a text: it stands for the text of this hash and for no other. */
export const Confirmation = z.object({ hash: LetterHash, by: PersonId, at: z.number() });
export type Confirmation = z.output<typeof Confirmation>;
export type Confirmations = Readonly<Record<OrganisationId, Confirmation>>;

/** A row of the shares as they were when they were handed over. */
export const HandoverShare = z.object({
  need: NeedId,
  /** The seat in words, as the city had it then; the capability says it where there are none. */
  title: z.string(),
  capability: CapabilityId,
  company: OrganisationId.optional(),
  share: z.number().optional(),
  role: z.string(),
});
export type HandoverShare = z.output<typeof HandoverShare>;

export const HandoverRisk = z.object({
  text: z.string(),
  likelihood: RiskLevel,
  impact: RiskLevel,
  answer: z.string(),
  owner: OrganisationId.optional(),
});
export type HandoverRisk = z.output<typeof HandoverRisk>;

/** One version of what a consortium has handed over to the city. It never changes. */
export const Handover = z.object({
  consortium: CardId,
  challenge: CardId,
  /** As the consortium was called then. */
  name: z.string(),
  lead: OrganisationId,
  version: z.number().int().min(1),
  by: PersonId,
  at: z.number(),
  note: z.string().default(''),
  pitch: z.array(Block),
  shares: z.array(HandoverShare).optional(),
  risks: z.array(HandoverRisk).optional(),
});
export type Handover = z.output<typeof Handover>;
export type HandoverView = Handover & { readonly id: RecordId };

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
