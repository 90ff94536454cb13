import { z } from 'zod';
import { RecordId } from '../ids.ts';
import { CapabilityId } from '../taxonomy/capabilities.ts';
import { CountryCode } from '../taxonomy/countries.ts';

/** 1: the company can help; 2: it has delivered; 3: it is an expert. */
export const capabilityLevels = [1, 2, 3] as const;
export const Level = z.union([z.literal(1), z.literal(2), z.literal(3)]);
export type Level = z.output<typeof Level>;

/** What a company has done and can be asked about. */
export const Reference = z.object({
  id: RecordId,
  title: z.string().trim().min(1).max(160),
  place: z.string().trim().max(120).default(''),
  country: CountryCode.optional(),
  year: z.number().int().min(1950).max(2100).optional(),
  /** How large it was, in the trade's own measure: "1,200 homes", "40 buses". */
  scale: z.string().trim().max(120).default(''),
  link: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
});
export type Reference = z.output<typeof Reference>;

export const claimsMax = 40;
export const referencesMax = 20;

/** One capability that a company says it has. */
export const CapabilityClaim = z.object({
  capability: CapabilityId,
  level: Level.default(1),
  /** Technology readiness, 1–9 (ISO 16290), where the trade speaks of it. */
  trl: z.number().int().min(1).max(9).optional(),
  /** The profile's references that prove it. */
  proof: z.array(RecordId).max(referencesMax).default([]),
});
export type CapabilityClaim = z.output<typeof CapabilityClaim>;

/** What a company can do, kept from workshop to workshop. */
export const CompanyProfile = z
  .object({
    /** One or two sentences. */
    summary: z.string().trim().max(600).default(''),
    claims: z.array(CapabilityClaim).max(claimsMax).default([]),
    references: z.array(Reference).max(referencesMax).default([]),
    /** Whether it can lead a consortium. */
    canLead: z.boolean().default(false),
    /** In how many consortia at once it can be. */
    capacity: z.number().int().min(1).max(20).optional(),
    /** The languages that it can work in, BCP 47. */
    languages: z.array(z.string().min(2).max(35)).max(20).default([]),
    /** Where it works beside its own country. */
    countries: z.array(CountryCode).max(60).default([]),
  })
  .refine(({ claims }) => new Set(claims.map(({ capability }) => capability)).size === claims.length, {
    message: 'Each capability is claimed once',
    path: ['claims'],
  })
  .refine(
    ({ claims, references }) => {
      const referenceIds = new Set(references.map(({ id }) => id));
      return claims.every(({ proof }) => proof.every((id) => referenceIds.has(id)));
    },
    { message: 'A claim points to a reference that is not in the profile', path: ['claims'] },
  );
export type CompanyProfile = z.output<typeof CompanyProfile>;
