import type { Level, Reference } from '../../document/profile.ts';
import { type FitComparison, sharedLanguages, worksIn } from './comparison.ts';

/** Why a company fits a need, with the parameters of its sentence. */
export type FitReason =
  | { readonly is: 'capability'; readonly level: Level }
  | { readonly is: 'reference'; readonly reference: Reference }
  | { readonly is: 'reference_there'; readonly reference: Reference }
  | { readonly is: 'ready'; readonly trl: number }
  | { readonly is: 'at_home' }
  | { readonly is: 'works_there' }
  | { readonly is: 'leads' }
  | { readonly is: 'language'; readonly language: string };
export type FitReasonCode = FitReason['is'];

/** From this level on a technology is proven in its environment (ISO 16290). */
const readyTrlMin = 7;
const referencesMax = 3;

type Reasons = {
  readonly [Code in FitReasonCode]: (comparison: FitComparison) => readonly Extract<FitReason, { is: Code }>[];
};

const isInCityCountry = ({ country }: Reference, { city }: FitComparison): boolean =>
  country !== undefined && country === city.country;

/** One function for each reason, in display order; asked only where the company has the capability. */
export const fitReasons = {
  capability: ({ claim }) => (claim ? [{ is: 'capability', level: claim.level }] : []),
  reference_there: (comparison) =>
    comparison.references
      .filter((reference) => isInCityCountry(reference, comparison))
      .slice(0, referencesMax)
      .map((reference) => ({ is: 'reference_there', reference })),
  reference: (comparison) =>
    comparison.references
      .filter((reference) => !isInCityCountry(reference, comparison))
      .slice(0, referencesMax)
      .map((reference) => ({ is: 'reference', reference })),
  ready: ({ claim }) => (claim?.trl !== undefined && claim.trl >= readyTrlMin ? [{ is: 'ready', trl: claim.trl }] : []),
  at_home: ({ company, city }) =>
    company.country !== undefined && company.country === city.country ? [{ is: 'at_home' }] : [],
  works_there: (comparison) =>
    worksIn(comparison) && comparison.company.country !== comparison.city.country ? [{ is: 'works_there' }] : [],
  language: (comparison) => sharedLanguages(comparison).map((language) => ({ is: 'language', language })),
  leads: ({ company, need }) =>
    company.profile.canLead && need.capability === 'system_integration' ? [{ is: 'leads' }] : [],
} as const satisfies Reasons;

export const fitReasonCodes = Object.keys(fitReasons) as readonly FitReasonCode[];
