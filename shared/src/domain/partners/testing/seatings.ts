import { Need } from '../../../document/cards/challenge.ts';
import { NeedId, OrganisationId, RecordId } from '../../../ids.ts';
import { idOf } from '../../../testing/fixtures.ts';
import type { FitCity, FitCompany } from '../../fit/comparison.ts';
import { CompanyProfile, type Reference } from '../../../document/profile.ts';
import { abilitiesOf } from '../abilities.ts';
import { noVaultRelations } from '../vaultRelations.ts';
import type { PartnerContext, ChallengeAbilities } from '../nextPartners.ts';
import type { ConsortiumSeating } from '../seating.ts';

export const need = (name: string): NeedId => idOf(NeedId, name);
export const [ada, bo, cai, dan] = ['ada', 'bo', 'cai', 'dan'].map((name) => idOf(OrganisationId, name)) as [
  OrganisationId,
  OrganisationId,
  OrganisationId,
  OrganisationId,
];

/** Shade and trees are must-needs, money is a should, research a could. */
export const needs: ChallengeAbilities['needs'] = {
  [need('shade')]: Need.parse({ capability: 'heat_shade', importance: 'must', order: 'a0' }),
  [need('money')]: Need.parse({ capability: 'finance', importance: 'should', order: 'a1' }),
  [need('trees')]: Need.parse({ capability: 'urban_greening', importance: 'must', order: 'a2' }),
  [need('study')]: Need.parse({ capability: 'research', importance: 'could', order: 'a3' }),
};

const capabilityOf = { shade: 'heat_shade', money: 'finance', trees: 'urban_greening', study: 'research' } as const;
export type Trade = keyof typeof capabilityOf;

export const sails: Reference = {
  id: idOf(RecordId, 'sails'),
  title: 'Shade sails',
  place: 'Lund',
  country: 'SE',
  year: 2024,
  scale: '',
};

/** A Norwegian company that claims these capabilities, with a reference for each. */
export const company = (
  trades: readonly Trade[],
  profile: Partial<CompanyProfile> = {},
  country = 'NO',
): FitCompany => ({
  profile: CompanyProfile.parse({
    claims: trades.map((trade) => ({ capability: capabilityOf[trade], level: 2 })),
    ...profile,
  }),
  country,
});

export const sweden: FitCity = { country: 'SE', languages: [] };

export const companiesOf = (
  all: Readonly<Record<OrganisationId, FitCompany>>,
): ReadonlyMap<OrganisationId, FitCompany> =>
  new Map(Object.entries(all).map(([id, its]) => [OrganisationId.parse(id), its]));

export const challengeOf = (companies: ReadonlyMap<OrganisationId, FitCompany>, asked = needs): ChallengeAbilities => ({
  needs: asked,
  city: sweden,
  abilities: abilitiesOf(companies, sweden, asked),
});

export const partnerContext = (
  companies: ReadonlyMap<OrganisationId, FitCompany>,
  its: Partial<PartnerContext> = {},
): PartnerContext => ({
  companies,
  vault: noVaultRelations,
  ownCompanies: [],
  consortiumCount: () => 0,
  ...its,
});

/** The first leads; seats by the names of their needs. */
export const seatingOf = (
  members: readonly OrganisationId[],
  seats: Partial<Record<Trade, ConsortiumSeating['seats'][NeedId]>>,
) => ({
  lead: members[0],
  members: Object.fromEntries(members.map((id) => [id, {}])),
  seats: Object.fromEntries(Object.entries(seats).map(([trade, seat]) => [need(trade), seat])),
});
