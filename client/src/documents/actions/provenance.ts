import { type Card, cardsOf, readCard } from '@brygga/shared/document/cards/index';
import {
  type ProvenanceLink,
  provenanceKey,
  provenanceLinkTo,
  provenanceLinksMax,
} from '@brygga/shared/document/cards/provenance';
import type { CardId } from '@brygga/shared/ids';
import type * as Y from 'yjs';

/** What one goes on from. */
export const isIdea = (card: Card | undefined): card is Extract<Card, { kind: 'note' | 'concept' }> =>
  card?.kind === 'note' || card?.kind === 'concept';

const provenanceLink = (doc: Y.Doc, id: CardId): ProvenanceLink | undefined => {
  const card = readCard(id, cardsOf(doc).get(id));
  return card && provenanceLinkTo(card);
};

/** The field of a new card that says where it came from; none where none of these cards is there. */
export const provenanceFields = (doc: Y.Doc, from: readonly CardId[]): { readonly derivedFrom?: ProvenanceLink[] } => {
  const derivedFrom = from.flatMap((id) => provenanceLink(doc, id) ?? []).slice(0, provenanceLinksMax);
  return derivedFrom.length > 0 ? { derivedFrom } : {};
};

/** A card without the links whose cards are gone, or are not as they say: nobody would take it with these. */
export const withValidProvenance = (doc: Y.Doc, card: Card): Card => {
  const isTrue = (link: ProvenanceLink): boolean => {
    const now = provenanceLink(doc, link.card);
    return now !== undefined && provenanceKey(now) === provenanceKey(link);
  };
  if (isIdea(card)) return { ...card, derivedFrom: card.derivedFrom?.filter(isTrue) };
  if (card.kind !== 'challenge') return card;
  const needs = Object.entries(card.needs).map(([id, need]) => {
    const { derivedFrom, ...rest } = need;
    return [id, derivedFrom && isTrue(derivedFrom) ? need : rest] as const;
  });
  return { ...card, needs: Object.fromEntries(needs) };
};
