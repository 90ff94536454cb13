import type { Need } from '../../document/cards/challenge.ts';
import type { CapabilityId } from '../../taxonomy/capabilities.ts';
import { capabilities } from '../../taxonomy/capabilities.ts';
import type { CountryCode } from '../../taxonomy/countries.ts';
import { isProposed } from '../../taxonomy/proposed.ts';
import type { CapabilityClaim, CompanyProfile, Reference } from '../profile.ts';

/** A company, as far as a fit rests on it. */
export interface FitCompany {
  readonly profile: CompanyProfile;
  /** Where it is at home. */
  readonly country: CountryCode | undefined;
}

/** The city that asks. */
export interface FitCity {
  readonly country: CountryCode | undefined;
  /** In which the city reads answers, BCP 47; empty where it has not said. */
  readonly languages: readonly string[];
}

/** A company held against one need: what every reason and every lack looks at. */
export interface FitComparison {
  readonly company: FitCompany;
  readonly city: FitCity;
  readonly need: Need;
  /** What the company says of the capability that is asked for. */
  readonly claim: CapabilityClaim | undefined;
  /** The references that show it. */
  readonly references: readonly Reference[];
  /** Capabilities of the same area that the company has, where it lacks the one that is asked for. */
  readonly near: readonly CapabilityId[];
}

const areaOf = (capability: CapabilityId): string | undefined =>
  isProposed(capability) ? undefined : capabilities[capability];

/** What every consortium needs has little in common but that: insurance is not near to translation. */
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
const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? tag;

export const sharedLanguages = ({ company, city }: Pick<FitComparison, 'company' | 'city'>): readonly string[] => {
  const read = new Set(city.languages.map(base));
  return company.profile.languages.filter((tag) => read.has(base(tag)));
};

/** Whether it is at home in the city's country, or says that it works there. */
export const worksIn = ({ company, city }: Pick<FitComparison, 'company' | 'city'>): boolean =>
  city.country !== undefined && (company.country === city.country || company.profile.countries.includes(city.country));
