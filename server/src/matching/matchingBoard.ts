import { type ConsortiumView, consortiaOn } from '@brygga/shared/agreements/board';
import { type ChallengeCard, cardsOf, type OfferCard, readCard } from '@brygga/shared/document/cards/index';
import { recordsOf } from '@brygga/shared/document/roots';
import { RosterOrganisation, RosterPerson } from '@brygga/shared/document/roster';
import { OrganisationId } from '@brygga/shared/ids';
import type { CountryCode } from '@brygga/shared/taxonomy/countries';
import type * as Y from 'yjs';

interface Company {
  readonly country: CountryCode;
  readonly offers: readonly OfferCard[];
}

/** The board, as far as matching looks at it. */
export interface MatchingBoard {
  /** In the order in which they lie there. */
  readonly challenges: readonly ChallengeCard[];
  readonly consortia: readonly ConsortiumView[];
  readonly companies: ReadonlyMap<OrganisationId, Company>;
  /** Organisations of which somebody is in the workshop, who could be asked. */
  readonly present: ReadonlySet<OrganisationId>;
  countryOf(organisation: OrganisationId): CountryCode | undefined;
}

/** Notes are most of a board, and say nothing here: they are not even read. */
const matchedKinds = new Set<unknown>(['challenge', 'offer']);

const byOrder = (a: { order: string; id: string }, b: { order: string; id: string }): number =>
  (a.order === b.order ? a.id < b.id : a.order < b.order) ? -1 : 1;

/** Reads an open document; the result is of this moment, and no longer rests on it. */
export const readMatchingBoard = (doc: Y.Doc): MatchingBoard => {
  const cards = [...cardsOf(doc)]
    .flatMap(([id, map]) => (matchedKinds.has(map.get('kind')) ? (readCard(id, map) ?? []) : []))
    .sort(byOrder);
  const offers = Map.groupBy(
    cards.filter((card): card is OfferCard => card.kind === 'offer'),
    ({ company }) => company,
  );
  const listed = new Map(
    [...recordsOf(doc, 'organisations')].flatMap(([key, map]) => {
      const id = OrganisationId.safeParse(key).data;
      const organisation = RosterOrganisation.safeParse(map.toJSON()).data;
      return id && organisation ? [[id, organisation] as const] : [];
    }),
  );
  const companies = [...listed].filter(([, { kind }]) => kind === 'company');
  return {
    challenges: cards.filter((card): card is ChallengeCard => card.kind === 'challenge'),
    consortia: consortiaOn(doc),
    companies: new Map(companies.map(([id, { country }]) => [id, { country, offers: offers.get(id) ?? [] }])),
    present: new Set(
      [...recordsOf(doc, 'people').values()].flatMap(
        (map) => RosterPerson.safeParse(map.toJSON()).data?.organisation ?? [],
      ),
    ),
    countryOf: (organisation) => listed.get(organisation)?.country,
  };
};
