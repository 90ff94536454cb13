import { ProfileInput } from '@brygga/shared/api/accounts';
import type { CompanyProfile } from '@brygga/shared/domain/profile';
import type { OrganisationId } from '@brygga/shared/ids';

/** What was typed and is not on the server yet, and over which version. */
export interface ProfileDraft {
  readonly version: number;
  readonly profile: CompanyProfile;
}

const storageKey = (company: OrganisationId) => `brygga.profile.${company}`;

export const saveProfileDraft = (company: OrganisationId, draft: ProfileDraft): void =>
  localStorage.setItem(storageKey(company), JSON.stringify(draft));

export const deleteProfileDraft = (company: OrganisationId): void => localStorage.removeItem(storageKey(company));

/** Undefined where there is none, or none that this version of the product can read. */
export const readProfileDraft = (company: OrganisationId): ProfileDraft | undefined => {
  const kept = localStorage.getItem(storageKey(company));
  if (kept === null) return undefined;
  try {
    return ProfileInput.safeParse(JSON.parse(kept)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
