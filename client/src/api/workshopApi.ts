import {
  DemoOpened,
  Invite,
  InviteDetail,
  WorkshopCreated,
  WorkshopDetail,
  type WorkshopInput,
  WorkshopList,
  RoleChanged,
} from '@brygga/shared/api/workshops';
import type { Role } from '@brygga/shared/document/roster';
import { anyBody, request } from './request.ts';

const encode = encodeURIComponent;

export const listWorkshops = () => request(WorkshopList, 'GET', '/api/workshops');
export const readWorkshop = (id: string) => request(WorkshopDetail, 'GET', `/api/workshops/${encode(id)}`);
export const createWorkshop = (input: WorkshopInput) => request(WorkshopCreated, 'POST', '/api/workshops', input);

export const readInvite = (code: string) => request(InviteDetail, 'GET', `/api/invites/${encode(code)}`);
/** Makes a new code at each request. */
export const createInvite = (workshop: string, role: Role) =>
  request(Invite, 'POST', `/api/workshops/${encode(workshop)}/invites`, { role });

const personPath = (workshop: string, person: string) => `/api/workshops/${encode(workshop)}/people/${encode(person)}`;
export const changeRole = (workshop: string, person: string, role: Role) =>
  request(RoleChanged, 'PATCH', personPath(workshop, person), { role });
export const removePerson = (workshop: string, person: string) =>
  request(anyBody, 'DELETE', personPath(workshop, person));

export const openDemo = () => request(DemoOpened, 'POST', '/api/demo', {});
/** Replaces the demo by a fresh copy; every window that has the old one open loses it. */
export const resetDemo = (id: string) => request(DemoOpened, 'POST', `/api/demo/${encode(id)}/reset`, {});
