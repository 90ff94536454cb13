import { type JoinInput, type LoginInput, Me, type RegisterInput } from '@brygga/shared/api/accounts';
import { Joined } from '@brygga/shared/api/workshops';
import { anyBody, request } from '../../api/request.ts';

export const readMe = () => request(Me, 'GET', '/api/me');
export const register = (input: RegisterInput) => request(anyBody, 'POST', '/api/auth/register', input);
export const logIn = (input: LoginInput) => request(anyBody, 'POST', '/api/auth/login', input);
export const logOut = () => request(anyBody, 'POST', '/api/auth/logout', {});

/** Without an input, the signed-in person joins. */
export const join = (code: string, input?: JoinInput) =>
  request(Joined, 'POST', `/api/join/${encodeURIComponent(code)}`, input ?? {});
