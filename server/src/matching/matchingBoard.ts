import { type ConsortiumView, consortiaOn, organisationsOn, peopleOn } from '@brygga/shared/agreements/board';
import { type ChallengeCard, cardsOf, type OfferCard, readCard } from '@brygga/shared/document/cards/index';
import { byOrderThenId } from '@brygga/shared/document/order';
import type { OrganisationId } from '@brygga/shared/ids';
import type { CountryCode } from '@brygga/shared/taxonomy/countries';
import type * as Y from 'yjs';

interface Company {
  readonly country: CountryCode;
  readonly offers: readonly OfferCard[];
}

/** What matching reads of the board. */
export interface MatchingBoard {
  /** In the order in which they lie there. */
  readonly challenges: readonly ChallengeCard[];
  readonly consortia: readonly ConsortiumView[];
  readonly companies: ReadonlyMap<OrganisationId, Company>;
  /** Organisations with somebody in the workshop who could be asked. */
  readonly present: ReadonlySet<OrganisationId>;
  countryOf(organisation: OrganisationId): CountryCode | undefined;
}

/** Other cards aren't parsed: most cards of a board are notes. */
const matchedKinds = new Set<unknown>(['challenge', 'offer']);

/** Reads an open document as it is now; the result doesn't refer to it. */
export const readMatchingBoard = (doc: Y.Doc): MatchingBoard => {
  const cards = [...cardsOf(doc)]
    .flatMap(([id, map]) => (matchedKinds.has(map.get('kind')) ? (readCard(id, map) ?? []) : []))
    .sort(byOrderThenId);
  const offers = Map.groupBy(
    cards.filter((card): card is OfferCard => card.kind === 'offer'),
    ({ company }) => company,
  );
  const listed = organisationsOn(doc);
  const companies = [...listed].filter(([, { kind }]) => kind === 'company');
  return {
    challenges: cards.filter((card): card is ChallengeCard => card.kind === 'challenge'),
    consortia: consortiaOn(doc),
    companies: new Map(companies.map(([id, { country }]) => [id, { country, offers: offers.get(id) ?? [] }])),
    present: new Set([...peopleOn(doc).values()].map(({ organisation }) => organisation)),
    countryOf: (organisation) => listed.get(organisation)?.country,
  };
};
