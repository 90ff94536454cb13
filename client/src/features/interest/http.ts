import { RivalsResponse } from '@brygga/shared/api/vault';
import type { OrganisationId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../api/request.ts';

/** The rival list is in no shared document, only on the server. */
export const readRivals = (workshop: WorkshopId, company: OrganisationId) =>
  request(RivalsResponse, 'GET', `/api/workshops/${workshop}/companies/${company}/rivals`);
