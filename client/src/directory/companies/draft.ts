import { ProfileInput } from '@brygga/shared/api/profiles';
import type { CompanyProfile } from '@brygga/shared/domain/profile';
import type { OrganisationId } from '@brygga/shared/ids';

/** What was typed and is not on the server yet, and over which version. */
export interface Draft {
  readonly version: number;
  readonly profile: CompanyProfile;
}

const keyOf = (company: OrganisationId) => `brygga.profile.${company}`;

export const keepDraft = (company: OrganisationId, draft: Draft): void =>
  localStorage.setItem(keyOf(company), JSON.stringify(draft));

export const dropDraft = (company: OrganisationId): void => localStorage.removeItem(keyOf(company));

/** Undefined where there is none, or none that this version of the product can read. */
export const keptDraft = (company: OrganisationId): Draft | undefined => {
  const kept = localStorage.getItem(keyOf(company));
  if (kept === null) return undefined;
  try {
    return ProfileInput.safeParse(JSON.parse(kept)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
