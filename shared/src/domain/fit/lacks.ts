import type { CapabilityId } from '../../taxonomy/capabilities.ts';
import type { Level } from '../../document/profile.ts';
import { type FitComparison, sharedLanguages, worksIn } from './comparison.ts';

/** What a company lacks for a need, with the parameters of its sentence. */
export type FitLack =
  | { readonly is: 'near'; readonly capability: CapabilityId }
  | { readonly is: 'level'; readonly asked: Level; readonly level: Level }
  | { readonly is: 'proof' }
  | { readonly is: 'local' }
  | { readonly is: 'language'; readonly languages: readonly string[] };
export type FitLackCode = FitLack['is'];

type Lacks = {
  readonly [Code in FitLackCode]: (comparison: FitComparison) => readonly Extract<FitLack, { is: Code }>[];
};

/** One function for each lack, in display order. A field that a company has left empty is no lack. */
export const fitLacks = {
  near: ({ near }) => near.map((capability) => ({ is: 'near', capability })),
  level: ({ claim, need }) =>
    claim && need.minLevel !== undefined && claim.level < need.minLevel
      ? [{ is: 'level', asked: need.minLevel, level: claim.level }]
      : [],
  proof: ({ claim, need, references }) =>
    claim && need.importance === 'must' && references.length === 0 ? [{ is: 'proof' }] : [],
  local: (comparison) =>
    comparison.claim && comparison.need.local && comparison.city.country !== undefined && !worksIn(comparison)
      ? [{ is: 'local' }]
      : [],
  language: (comparison) => {
    const { claim, company, city } = comparison;
    const hasLanguages = city.languages.length > 0 && company.profile.languages.length > 0;
    return claim && hasLanguages && sharedLanguages(comparison).length === 0
      ? [{ is: 'language', languages: city.languages }]
      : [];
  },
} as const satisfies Lacks;

export const fitLackCodes = Object.keys(fitLacks) as readonly FitLackCode[];
