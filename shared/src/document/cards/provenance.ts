import { z } from 'zod';
import { CardId, PersonId } from '../../ids.ts';

/** A card that something was made from, with its creator and time, which a deleted card no longer shows. */
export const Source = z.strictObject({
  card: CardId,
  /** The card's kind, also one of a later version. */
  kind: z.string().min(1).max(40),
  by: PersonId,
  at: z.number(),
});
export type Source = z.output<typeof Source>;

/**
 * A link to the card that something was made from. It names the first source itself, since any card
 * between may be deleted. The guard checks it against the card when it is written; it never changes.
 */
export const ProvenanceLink = Source.extend({
  /** The earliest source of the linked card; left out if it has none. */
  first: Source.optional(),
});
export type ProvenanceLink = z.output<typeof ProvenanceLink>;

export const provenanceLinksMax = 20;

/** The sources of a card; left out if it has none. */
export const ProvenanceLinks = z.array(ProvenanceLink).max(provenanceLinksMax).optional().catch(undefined);

/** The fields of a card that a link to it holds. */
export interface LinkableCard {
  readonly id: CardId;
  readonly kind: string;
  readonly createdBy: PersonId;
  readonly createdAt: number;
  readonly derivedFrom?: readonly ProvenanceLink[] | undefined;
}

const sourceOf = ({ card, kind, by, at }: Source): Source => ({ card, kind, by, at });

/** Of two at the same time the one with the lesser id, so that every copy gives the same answer. */
const isEarlier = (one: Source, other: Source): boolean =>
  one.at < other.at || (one.at === other.at && one.card < other.card);

export const earliestSource = (sources: readonly Source[]): Source | undefined =>
  sources.reduce<Source | undefined>(
    (earliest, each) => (earliest && !isEarlier(each, earliest) ? earliest : each),
    undefined,
  );

/** The earliest source that these links lead back to. */
export const firstSource = (links: readonly ProvenanceLink[]): Source | undefined => {
  const first = earliestSource(links.map((link) => link.first ?? link));
  return first && sourceOf(first);
};

/** The link to this card. */
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

/** A link as a string: equal links give equal strings. */
export const provenanceKey = ({ first, ...source }: ProvenanceLink): string =>
  [source, first].map((each) => (each ? [each.card, each.kind, each.by, each.at].join(' ') : '')).join('|');
