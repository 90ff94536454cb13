import type { Need } from '../../document/cards/challenge.ts';
import type { CapabilityId } from '../../taxonomy/capabilities.ts';
import { capabilities } from '../../taxonomy/capabilities.ts';
import type { CountryCode } from '../../taxonomy/countries.ts';
import { isProposed } from '../../taxonomy/proposed.ts';
import type { CapabilityClaim, CompanyProfile, Reference } from '../../document/profile.ts';

/** What a fit reads of a company. */
export interface FitCompany {
  readonly profile: CompanyProfile;
  /** The company's own country. */
  readonly country: CountryCode | undefined;
}

/** What a fit reads of the city. */
export interface FitCity {
  readonly country: CountryCode | undefined;
  /** Languages in which the city reads answers, BCP 47; empty if it has named none. */
  readonly languages: readonly string[];
}

/** A company compared with one need: what reasons and lacks are derived from. */
export interface FitComparison {
  readonly company: FitCompany;
  readonly city: FitCity;
  readonly need: Need;
  /** The company's claim of the needed capability. */
  readonly claim: CapabilityClaim | undefined;
  /** The references that prove it. */
  readonly references: readonly Reference[];
  /** The company's capabilities of the same area, if it lacks the needed one. */
  readonly near: readonly CapabilityId[];
}

const areaOf = (capability: CapabilityId): string | undefined =>
  isProposed(capability) ? undefined : capabilities[capability];

/** Capabilities that every challenge takes are not near to each other: insurance is not near to translation. */
const ungroupedArea = 'any';

export const compareWithNeed = (company: FitCompany, city: FitCity, need: Need): FitComparison => {
  const { claims, references } = company.profile;
  const claim = claims.find(({ capability }) => capability === need.capability);
  const area = areaOf(need.capability);
  const near =
    claim || area === undefined || area === ungroupedArea
      ? []
      : claims.map(({ capability }) => capability).filter((capability) => areaOf(capability) === area);
  return {
    company,
    city,
    need,
    claim,
    near,
    references: claim ? references.filter(({ id }) => claim.proof.includes(id)) : [],
  };
};

/** The language without its country: `sv-FI` is read by whoever reads `sv`. */
const languageOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? tag;

export const sharedLanguages = ({ company, city }: Pick<FitComparison, 'company' | 'city'>): readonly string[] => {
  const cityLanguages = new Set(city.languages.map(languageOf));
  return company.profile.languages.filter((tag) => cityLanguages.has(languageOf(tag)));
};

/** Whether the company is based in the city's country, or says that it works there. */
export const worksIn = ({ company, city }: Pick<FitComparison, 'company' | 'city'>): boolean =>
  city.country !== undefined && (company.country === city.country || company.profile.countries.includes(city.country));
