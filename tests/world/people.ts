import { randomUUID } from 'node:crypto';
import { Me, type OrganisationInput } from '@brygga/shared/api/accounts';
import { Invite, Joined, WorkshopCreated } from '@brygga/shared/api/workshops';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import type { Role } from '@brygga/shared/document/roster';
import type { OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';

export const password = 'a-long-enough-password';

/** A user with a session, as a browser would hold it. */
export interface TestUser {
  readonly url: string;
  /** The `Cookie` header. */
  readonly cookie: string;
  readonly me: Me;
  readonly id: PersonId;
  /** The organisation that they registered or joined with. */
  readonly organisation: OrganisationId;
}

export interface NewUser {
  readonly kind: OrganisationInput['kind'];
  readonly name?: string;
  /** The organisation's name. */
  readonly of?: string;
  readonly country?: OrganisationInput['country'];
  readonly email?: string;
}

export interface HttpResult {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** One request, with or without a session's cookie. */
export const sendRequest = async (
  url: string,
  method: string,
  path: string,
  options: { cookie?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<HttpResult> => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.cookie ? { cookie: options.cookie } : {}),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : readJson(text), headers: response.headers };
};

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
};

interface Parser<T> {
  parse(raw: unknown): T;
}

const parseResult = <T>(answer: HttpResult, status: number, schema: Parser<T>, what: string): T => {
  if (answer.status !== status) {
    throw new Error(`${what}: expected ${status}, got ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return schema.parse(answer.body);
};

const cookieFrom = (answer: HttpResult): string => {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (cookies.length === 0) throw new Error('The answer set no cookie');
  return cookies.join('; ');
};

const readUser = async (url: string, cookie: string): Promise<TestUser> => {
  const me = parseResult(await sendRequest(url, 'GET', '/api/me', { cookie }), 200, Me, 'GET /api/me');
  const organisation = me.organisations.at(-1);
  if (!organisation) throw new Error(`${me.person.name} belongs to no organisation`);
  return { url, cookie, me, id: me.person.id, organisation: organisation.id };
};

/** An organisation as the forms send it, with defaults for what is left out. */
export const organisationInput = (user: NewUser): OrganisationInput => ({
  kind: user.kind,
  name: user.of ?? `${user.name ?? 'Somebody'}’s ${user.kind}`,
  country: user.country ?? 'SE',
});

/** Registers with an e-mail of their own. */
export const register = async (url: string, user: NewUser): Promise<TestUser> => {
  const body = {
    email: user.email ?? `${randomUUID()}@example.org`,
    password,
    name: user.name ?? 'Somebody',
    organisation: organisationInput(user),
  };
  const answer = await sendRequest(url, 'POST', '/api/auth/register', { body });
  if (answer.status !== 201) throw new Error(`Register: ${answer.status} ${JSON.stringify(answer.body)}`);
  return readUser(url, cookieFrom(answer));
};

export const createWorkshop = async (
  by: TestUser,
  title = 'Cool streets',
  template: 'matchmaking' | 'blank' = 'matchmaking',
): Promise<WorkshopId> => {
  const answer = await sendRequest(by.url, 'POST', '/api/workshops', { cookie: by.cookie, body: { title, template } });
  return parseResult(answer, 201, WorkshopCreated, 'Create a workshop').id;
};

/** Creates an invite; returns its code. */
export const invite = async (by: TestUser, workshop: WorkshopId, role: Role = 'participant'): Promise<string> => {
  const path = `/api/workshops/${workshop}/invites`;
  const answer = await sendRequest(by.url, 'POST', path, { cookie: by.cookie, body: { role } });
  return parseResult(answer, 201, Invite, 'Invite').code;
};

export interface TestGuest extends TestUser {
  readonly workshop: WorkshopId;
}

/** Joins by a code, as a guest with a name and an organisation. */
export const joinAsGuest = async (url: string, code: string, user: NewUser): Promise<TestGuest> => {
  const body = { name: user.name ?? 'A guest', organisation: organisationInput(user) };
  const answer = await sendRequest(url, 'POST', `/api/join/${code}`, { body });
  const { workshopId } = parseResult(answer, 200, Joined, 'Join');
  return { ...(await readUser(url, cookieFrom(answer))), workshop: workshopId };
};

/** Joins by a code with an existing account. */
export const join = async (user: TestUser, code: string): Promise<void> => {
  const answer = await sendRequest(user.url, 'POST', `/api/join/${code}`, { cookie: user.cookie, body: {} });
  parseResult(answer, 200, Joined, 'Join');
};

/** Sends a command, and returns the response, whatever its status. */
export const sendCommand = <Name extends CommandName>(
  by: TestUser,
  workshop: WorkshopId,
  name: Name,
  input: CommandInput<Name>,
  key: string = randomUUID(),
): Promise<HttpResult> =>
  sendRequest(by.url, 'POST', `/api/workshops/${workshop}/commands/${name}`, {
    cookie: by.cookie,
    body: input,
    headers: { 'idempotency-key': key },
  });
