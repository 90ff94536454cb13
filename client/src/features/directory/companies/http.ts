import { type ProfileInput, ProfileResponse } from '@brygga/shared/api/accounts';
import type { OrganisationId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../../api/request.ts';

const profilePath = (company: OrganisationId) => `/api/organisations/${company}/profile`;

export const readProfile = (company: OrganisationId) => request(ProfileResponse, 'GET', profilePath(company));

export const writeProfile = (company: OrganisationId, input: ProfileInput) =>
  request(ProfileResponse, 'PUT', profilePath(company), input);

/** Facilitators get the profiles of all companies in the workshop, everybody else their own. */
export const readProfiles = (workshop: WorkshopId) =>
  request(ProfileResponse.array(), 'GET', `/api/workshops/${workshop}/profiles`);
