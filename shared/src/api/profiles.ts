import { z } from 'zod';
import { CompanyProfile } from '../domain/profile.ts';
import { OrganisationId } from '../ids.ts';

/** A company's profile as it is on the server; version 0 is one that nobody has written yet. */
export const ProfileResponse = z.object({
  organisation: OrganisationId,
  version: z.number().int().min(0),
  profile: CompanyProfile,
});
export type ProfileResponse = z.output<typeof ProfileResponse>;

/** Written over the version that one has seen: of two colleagues who save at once, one is told. */
export const ProfileInput = z.object({ version: z.number().int().min(0), profile: CompanyProfile });
export type ProfileInput = z.input<typeof ProfileInput>;
