import { Me, type JoinInput, type LoginInput, type RegisterInput } from '@brygga/shared/api/accounts';
import {
  DemoOpened,
  Invite,
  InviteDetail,
  Joined,
  WorkshopCreated,
  WorkshopDetail,
  type WorkshopInput,
  WorkshopList,
  RoleChanged,
} from '@brygga/shared/api/workshops';
import type { Role } from '@brygga/shared/document/roster';
import { request } from '../../api/request.ts';

/** For responses whose status says everything. */
const anyBody = { safeParse: (answer: unknown) => ({ success: true as const, data: answer }) };
const encode = encodeURIComponent;

export const readMe = () => request(Me, 'GET', '/api/me');
export const register = (input: RegisterInput) => request(anyBody, 'POST', '/api/auth/register', input);
export const logIn = (input: LoginInput) => request(anyBody, 'POST', '/api/auth/login', input);
export const logOut = () => request(anyBody, 'POST', '/api/auth/logout', {});

export const readInvite = (code: string) => request(InviteDetail, 'GET', `/api/invites/${encode(code)}`);
/** Without an input, the signed-in person joins. */
export const join = (code: string, input?: JoinInput) =>
  request(Joined, 'POST', `/api/join/${encode(code)}`, input ?? {});

export const listWorkshops = () => request(WorkshopList, 'GET', '/api/workshops');
export const readWorkshop = (id: string) => request(WorkshopDetail, 'GET', `/api/workshops/${encode(id)}`);
export const createWorkshop = (input: WorkshopInput) => request(WorkshopCreated, 'POST', '/api/workshops', input);
export const createInvite = (workshop: string, role: Role) =>
  request(Invite, 'POST', `/api/workshops/${encode(workshop)}/invites`, { role });

const personIn = (workshop: string, person: string) => `/api/workshops/${encode(workshop)}/people/${encode(person)}`;
export const changeRole = (workshop: string, person: string, role: Role) =>
  request(RoleChanged, 'PATCH', personIn(workshop, person), { role });
export const removePerson = (workshop: string, person: string) =>
  request(anyBody, 'DELETE', personIn(workshop, person));

export const openDemo = () => request(DemoOpened, 'POST', '/api/demo', {});
/** Replaces the demo by a fresh copy; every window that has the old one open loses it. */
export const resetDemo = (id: string) => request(DemoOpened, 'POST', `/api/demo/${encode(id)}/reset`, {});
