import { type LineUpsInput, LineUpsResponse, NeededByResponse, PartnersResponse } from '@brygga/shared/api/matching';
import type { CardId, OrganisationId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../../api/request.ts';

const workshopPath = (workshop: WorkshopId) => `/api/workshops/${workshop}`;

export const readPartners = (workshop: WorkshopId, consortium: CardId) =>
  request(PartnersResponse, 'GET', `${workshopPath(workshop)}/consortia/${consortium}/partners`);

export const readNeededBy = (workshop: WorkshopId, company: OrganisationId) =>
  request(NeededByResponse, 'GET', `${workshopPath(workshop)}/companies/${company}/needed-by`);

/** A POST because of its body; it changes nothing. */
export const requestLineUps = (workshop: WorkshopId, challenge: CardId, input: LineUpsInput) =>
  request(LineUpsResponse, 'POST', `${workshopPath(workshop)}/challenges/${challenge}/line-ups`, input);
