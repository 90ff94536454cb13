import { z } from 'zod';
import { CardId, PersonId } from '../../ids.ts';

/** A card that something came of, and who made it when: told of one that is gone, too. */
export const Source = z.strictObject({
  card: CardId,
  /** The card's kind, by its name: also one that a later version has brought. */
  kind: z.string().min(1).max(40),
  by: PersonId,
  at: z.number(),
});
export type Source = z.output<typeof Source>;

/**
 * A link back to where something came from. It says itself who had it first, since any card between
 * may be deleted; the guard holds it against the card when it is written, and nobody changes it then.
 */
export const ProvenanceLink = Source.extend({
  /** The earliest that the card came of itself; left out where it came of nothing. */
  first: Source.optional(),
});
export type ProvenanceLink = z.output<typeof ProvenanceLink>;

export const provenanceLinksMax = 20;

/** What a card came of; left out where it came of nothing. */
export const ProvenanceLinks = z.array(ProvenanceLink).max(provenanceLinksMax).optional().catch(undefined);

/** As much of a card as a link to it says. */
export interface LinkableCard {
  readonly id: CardId;
  readonly kind: string;
  readonly createdBy: PersonId;
  readonly createdAt: number;
  readonly derivedFrom?: readonly ProvenanceLink[] | undefined;
}

const sourceOf = ({ card, kind, by, at }: Source): Source => ({ card, kind, by, at });

/** Of two at the same time the one whose id is less, so that everybody tells the same. */
const isEarlier = (one: Source, other: Source): boolean =>
  one.at < other.at || (one.at === other.at && one.card < other.card);

export const earliestSource = (sources: readonly Source[]): Source | undefined =>
  sources.reduce<Source | undefined>((found, each) => (found && !isEarlier(each, found) ? found : each), undefined);

/** Who was the first of all that these links lead back to. */
export const firstSource = (origins: readonly ProvenanceLink[]): Source | undefined => {
  const first = earliestSource(origins.map((origin) => origin.first ?? origin));
  return first && sourceOf(first);
};

/** The link that goes to this card. */
export const provenanceLinkTo = ({
  id,
  kind,
  createdBy,
  createdAt,
  derivedFrom = [],
}: LinkableCard): ProvenanceLink => {
  const first = firstSource(derivedFrom);
  return { card: id, kind, by: createdBy, at: createdAt, ...(first ? { first } : {}) };
};

/** A link as a word: two that say the same are the same word. */
export const provenanceKey = ({ first, ...source }: ProvenanceLink): string =>
  [source, first].map((each) => (each ? [each.card, each.kind, each.by, each.at].join(' ') : '')).join('|');
