import { z } from 'zod';
import type { Needs } from '../../document/cards/challenge.ts';
import type { OfferCard } from '../../document/cards/index.ts';
import type { NeedId, OrganisationId } from '../../ids.ts';
import type { CountryCode } from '../../taxonomy/countries.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { needFit } from '../fit/fit.ts';
import type { FitCity, FitCompany } from '../fit/comparison.ts';
import type { FitLack } from '../fit/lacks.ts';
import { type CapabilityClaim, CompanyProfile, Level, Reference } from '../../document/profile.ts';

/** What a company lacks for a need, apart from the capability itself. */
export const AbilityLack = z.discriminatedUnion('is', [
  z.object({ is: z.literal('level'), asked: Level, level: Level }),
  z.object({ is: z.literal('proof') }),
  z.object({ is: z.literal('local') }),
  z.object({ is: z.literal('language'), languages: z.array(z.string()).readonly() }),
]) satisfies z.ZodType<Exclude<FitLack, { is: 'near' }>>;
export type AbilityLack = z.output<typeof AbilityLack>;

/** A company's capability for a need: its level, the references that prove it, and what it lacks all the same. */
export const Ability = z.object({
  level: Level,
  references: z.array(Reference).readonly(),
  lacks: z.array(AbilityLack).readonly(),
});
export type Ability = z.output<typeof Ability>;

/** One company's abilities, by need. */
export type OwnAbilities = ReadonlyMap<NeedId, Ability>;
export type Abilities = ReadonlyMap<OrganisationId, OwnAbilities>;

/** Whether the ability is enough for the seat: the level that the city asks for is a minimum. */
export const isEnough = (ability: Ability | undefined): boolean =>
  ability !== undefined && ability.lacks.every(({ is }) => is !== 'level');

export const couldTake = (abilities: Abilities, company: OrganisationId, need: NeedId): boolean =>
  isEnough(abilities.get(company)?.get(need));
type SortedNeeds = ReturnType<typeof needsInOrder>;

const ownAbilities = (company: FitCompany, city: FitCity, needs: SortedNeeds): OwnAbilities => {
  const claimed = new Map(company.profile.claims.map((claim) => [claim.capability, claim]));
  const abilities = new Map<NeedId, Ability>();
  for (const need of needs) {
    const claim = claimed.get(need.capability);
    if (!claim) continue;
    const { reasons, lacks } = needFit(company, city, need);
    abilities.set(need.id, {
      level: claim.level,
      references: reasons.flatMap((reason) => ('reference' in reason ? [reason.reference] : [])),
      lacks: lacks.filter((lack) => lack.is !== 'near'),
    });
  }
  return abilities;
};

/** Compares every company with a challenge's needs. */
export const abilitiesOf = (
  companies: ReadonlyMap<OrganisationId, FitCompany>,
  city: FitCity,
  needs: Needs,
): Abilities => {
  // Sorted once, not once for each company.
  const sortedNeeds = needsInOrder(needs);
  return new Map([...companies].map(([id, company]) => [id, ownAbilities(company, city, sortedNeeds)]));
};

type OfferClaims = Pick<OfferCard, 'capabilities' | 'claims' | 'references'>;

/** A capability that an offer names without a claim has the lowest level. */
const claimsIn = ({ capabilities, claims }: OfferClaims): readonly CapabilityClaim[] => {
  const claimed = new Set(claims.map(({ capability }) => capability));
  const unclaimed = capabilities.filter((capability) => !claimed.has(capability));
  return [...claims, ...unclaimed.map((capability) => ({ capability, level: 1 as const, proof: [] }))];
};

const strongerClaim = (one: CapabilityClaim, other: CapabilityClaim): CapabilityClaim => {
  const [stronger, weaker] = other.level > one.level ? [other, one] : [one, other];
  const trl = stronger.trl ?? weaker.trl;
  return {
    ...stronger,
    ...(trl === undefined ? {} : { trl }),
    proof: [...new Set([...stronger.proof, ...weaker.proof])],
  };
};

/**
 * What a reader may know of a company: its offers on the board and, if the reader may see it, its
 * profile. The stronger of two claims counts.
 */
export const fitCompanyFrom = (
  country: CountryCode | undefined,
  offers: readonly OfferClaims[],
  profile: CompanyProfile = CompanyProfile.parse({}),
): FitCompany => {
  const claims = new Map<string, CapabilityClaim>();
  for (const claim of [...profile.claims, ...offers.flatMap(claimsIn)]) {
    const earlier = claims.get(claim.capability);
    claims.set(claim.capability, earlier ? strongerClaim(earlier, claim) : claim);
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
