import type { CapabilityId } from '../../taxonomy/capabilities.ts';
import type { Level } from '../profile.ts';
import { type FitComparison, sharedLanguages, worksIn } from './comparison.ts';

/** What a company lacks for a need, with what its sentence names. */
export type FitLack =
  | { readonly is: 'near'; readonly capability: CapabilityId }
  | { readonly is: 'level'; readonly asked: Level; readonly level: Level }
  | { readonly is: 'proof' }
  | { readonly is: 'local' }
  | { readonly is: 'language'; readonly languages: readonly string[] };
export type FitLackCode = FitLack['is'];

type Lacks = { readonly [Code in FitLackCode]: (meeting: FitComparison) => readonly Extract<FitLack, { is: Code }>[] };

/** One small function each, in the order in which they are told; what is not said is held against nobody. */
export const fitLacks = {
  near: ({ near }) => near.map((capability) => ({ is: 'near', capability })),
  level: ({ claim, need }) =>
    claim && need.minLevel !== undefined && claim.level < need.minLevel
      ? [{ is: 'level', asked: need.minLevel, level: claim.level }]
      : [],
  proof: ({ claim, need, references }) =>
    claim && need.importance === 'must' && references.length === 0 ? [{ is: 'proof' }] : [],
  local: (meeting) =>
    meeting.claim && meeting.need.local && meeting.city.country !== undefined && !worksIn(meeting)
      ? [{ is: 'local' }]
      : [],
  language: (meeting) => {
    const { claim, company, city } = meeting;
    const said = city.languages.length > 0 && company.profile.languages.length > 0;
    return claim && said && sharedLanguages(meeting).length === 0
      ? [{ is: 'language', languages: city.languages }]
      : [];
  },
} as const satisfies Lacks;

export const fitLackCodes = Object.keys(fitLacks) as readonly FitLackCode[];
