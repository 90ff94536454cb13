import { z } from 'zod';
import { CompanyProfile } from '../domain/profile.ts';
import { OrganisationId } from '../ids.ts';

/** Version 0 is a profile that nobody has saved yet. */
export const ProfileResponse = z.object({
  organisation: OrganisationId,
  version: z.number().int().min(0),
  profile: CompanyProfile,
});
export type ProfileResponse = z.output<typeof ProfileResponse>;

/** `version` is the one that the editor has seen; a save over an older version is refused. */
export const ProfileInput = z.object({ version: z.number().int().min(0), profile: CompanyProfile });
export type ProfileInput = z.input<typeof ProfileInput>;
