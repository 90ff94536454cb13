import { z } from 'zod';
import type { Need } from '../../document/cards/challenge.ts';
import type { OfferCard } from '../../document/cards/index.ts';
import type { NeedId, OrganisationId } from '../../ids.ts';
import type { CountryCode } from '../../taxonomy/countries.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { needFit } from '../fit/fit.ts';
import type { FitCity, FitCompany } from '../fit/comparison.ts';
import type { FitLack } from '../fit/lacks.ts';
import { type CapabilityClaim, CompanyProfile, Level, Reference } from '../profile.ts';

/** What a company lacks for a need whose capability it has. */
export const AbilityLack = z.discriminatedUnion('is', [
  z.object({ is: z.literal('level'), asked: Level, level: Level }),
  z.object({ is: z.literal('proof') }),
  z.object({ is: z.literal('local') }),
  z.object({ is: z.literal('language'), languages: z.array(z.string()).readonly() }),
]) satisfies z.ZodType<Exclude<FitLack, { is: 'near' }>>;
export type AbilityLack = z.output<typeof AbilityLack>;

/** That a company has the capability of a need: how well, what shows it, and what it lacks all the same. */
export const Ability = z.object({
  level: Level,
  references: z.array(Reference).readonly(),
  lacks: z.array(AbilityLack).readonly(),
});
export type Ability = z.output<typeof Ability>;

/** Of one company, by the needs whose capability it has. */
export type OwnAbilities = ReadonlyMap<NeedId, Ability>;
export type Abilities = ReadonlyMap<OrganisationId, OwnAbilities>;

/** Whether it could take the seat: a city that asks for a level is not given less. */
export const isEnough = (ability: Ability | undefined): boolean =>
  ability !== undefined && ability.lacks.every(({ is }) => is !== 'level');

export const couldTake = (abilities: Abilities, company: OrganisationId, need: NeedId): boolean =>
  isEnough(abilities.get(company)?.get(need));

type Needs = Readonly<Record<NeedId, Need>>;
type InOrder = ReturnType<typeof needsInOrder>;

const ownAbilities = (company: FitCompany, city: FitCity, needs: InOrder): OwnAbilities => {
  const claimed = new Map(company.profile.claims.map((claim) => [claim.capability, claim]));
  const found = new Map<NeedId, Ability>();
  for (const need of needs) {
    const claim = claimed.get(need.capability);
    if (!claim) continue;
    const { reasons, lacks } = needFit(company, city, need);
    found.set(need.id, {
      level: claim.level,
      references: reasons.flatMap((reason) => ('reference' in reason ? [reason.reference] : [])),
      lacks: lacks.filter((lack) => lack.is !== 'near'),
    });
  }
  return found;
};

/** Every company held against a challenge's needs. */
export const abilitiesOf = (
  companies: ReadonlyMap<OrganisationId, FitCompany>,
  city: FitCity,
  needs: Needs,
): Abilities => {
  // Put in order once, not once for each company.
  const inOrder = needsInOrder(needs);
  return new Map([...companies].map(([id, company]) => [id, ownAbilities(company, city, inOrder)]));
};

type OfferClaims = Pick<OfferCard, 'capabilities' | 'claims' | 'references'>;

/** A capability that an offer names without a word on how well counts as the least. */
const claimsIn = ({ capabilities, claims }: OfferClaims): readonly CapabilityClaim[] => {
  const said = new Set(claims.map(({ capability }) => capability));
  const bare = capabilities.filter((capability) => !said.has(capability));
  return [...claims, ...bare.map((capability) => ({ capability, level: 1 as const, proof: [] }))];
};

const strongerClaim = (one: CapabilityClaim, other: CapabilityClaim): CapabilityClaim => {
  const [more, less] = other.level > one.level ? [other, one] : [one, other];
  const trl = more.trl ?? less.trl;
  return { ...more, ...(trl === undefined ? {} : { trl }), proof: [...new Set([...more.proof, ...less.proof])] };
};

/**
 * A company as those know it who may read this of it: its offers on the board, and its profile where
 * that is theirs to read. Of what both say, the stronger counts.
 */
export const fitCompanyFrom = (
  country: CountryCode | undefined,
  offers: readonly OfferClaims[],
  profile: CompanyProfile = CompanyProfile.parse({}),
): FitCompany => {
  const claims = new Map<string, CapabilityClaim>();
  for (const claim of [...profile.claims, ...offers.flatMap(claimsIn)]) {
    const known = claims.get(claim.capability);
    claims.set(claim.capability, known ? strongerClaim(known, claim) : claim);
  }
  const references = new Map<string, Reference>();
  for (const reference of [...profile.references, ...offers.flatMap((offer) => offer.references)]) {
    if (!references.has(reference.id)) references.set(reference.id, reference);
  }
  return {
    profile: { ...profile, claims: [...claims.values()], references: [...references.values()] },
    country,
  };
};
