import { ProfileInput } from '@brygga/shared/api/accounts';
import type { CompanyProfile } from '@brygga/shared/document/profile';
import type { OrganisationId } from '@brygga/shared/ids';

/** Unsaved changes, and the version of the profile that they are based on. */
export interface ProfileDraft {
  readonly version: number;
  readonly profile: CompanyProfile;
}

const storageKey = (company: OrganisationId) => `brygga.profile.${company}`;

export const saveProfileDraft = (company: OrganisationId, draft: ProfileDraft): void =>
  localStorage.setItem(storageKey(company), JSON.stringify(draft));

export const deleteProfileDraft = (company: OrganisationId): void => localStorage.removeItem(storageKey(company));

/** Undefined where there is none, or none that this version of the app can read. */
export const readProfileDraft = (company: OrganisationId): ProfileDraft | undefined => {
  const stored = localStorage.getItem(storageKey(company));
  if (stored === null) return undefined;
  try {
    return ProfileInput.safeParse(JSON.parse(stored)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
