import type { Level, Reference } from '../profile.ts';
import { type FitComparison, sharedLanguages, worksIn } from './comparison.ts';

/** Why a company fits a need, with what its sentence names. */
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

/** From here on a technology has been proven where it is used (ISO 16290). */
const readyFrom = 7;
const referencesNamed = 3;

type Reasons = {
  readonly [Code in FitReasonCode]: (meeting: FitComparison) => readonly Extract<FitReason, { is: Code }>[];
};

const wasThere = ({ country }: Reference, { city }: FitComparison): boolean =>
  country !== undefined && country === city.country;

/** One small function each, in the order in which they are told; a reason is only asked where the capability is there. */
export const fitReasons = {
  capability: ({ claim }) => (claim ? [{ is: 'capability', level: claim.level }] : []),
  reference_there: (meeting) =>
    meeting.references
      .filter((reference) => wasThere(reference, meeting))
      .slice(0, referencesNamed)
      .map((reference) => ({ is: 'reference_there', reference })),
  reference: (meeting) =>
    meeting.references
      .filter((reference) => !wasThere(reference, meeting))
      .slice(0, referencesNamed)
      .map((reference) => ({ is: 'reference', reference })),
  ready: ({ claim }) => (claim?.trl !== undefined && claim.trl >= readyFrom ? [{ is: 'ready', trl: claim.trl }] : []),
  at_home: ({ company, city }) =>
    company.country !== undefined && company.country === city.country ? [{ is: 'at_home' }] : [],
  works_there: (meeting) =>
    worksIn(meeting) && meeting.company.country !== meeting.city.country ? [{ is: 'works_there' }] : [],
  language: (meeting) => sharedLanguages(meeting).map((language) => ({ is: 'language', language })),
  leads: ({ company, need }) =>
    company.profile.canLead && need.capability === 'system_integration' ? [{ is: 'leads' }] : [],
} as const satisfies Reasons;

export const fitReasonCodes = Object.keys(fitReasons) as readonly FitReasonCode[];
