import { type ProfileInput, ProfileShown } from '@brygga/shared/api/profiles';
import type { OrganisationId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../http.ts';

const path = (company: OrganisationId) => `/api/organisations/${company}/profile`;

export const readProfile = (company: OrganisationId) => request(ProfileShown, 'GET', path(company));

export const writeProfile = (company: OrganisationId, input: ProfileInput) =>
  request(ProfileShown, 'PUT', path(company), input);

/** For facilitators of all companies in the workshop, for everybody else of their own. */
export const readProfiles = (workshop: WorkshopId) =>
  request(ProfileShown.array(), 'GET', `/api/workshops/${workshop}/profiles`);
