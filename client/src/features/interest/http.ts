import { RivalsResponse } from '@brygga/shared/api/vault';
import type { OrganisationId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../api/request.ts';

/** From whom one's own company keeps apart: no document has it, so it is asked for. */
export const readRivals = (workshop: WorkshopId, company: OrganisationId) =>
  request(RivalsResponse, 'GET', `/api/workshops/${workshop}/companies/${company}/rivals`);
