import { Me } from '@brygga/shared/api/accounts';
import { Invite, Joined, RoleChanged, WorkshopCreated, WorkshopDetail } from '@brygga/shared/api/workshops';
import type { Role } from '@brygga/shared/document/roster';
import { newId, PersonId } from '@brygga/shared/ids';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  parseBody,
  problemCode,
  type TestBrowser,
  openTestServer,
  organisation,
  registration,
  type TestServer,
} from '../../../testing/testServer.ts';

let server: TestServer;
let host: TestBrowser;
let workshop: WorkshopDetail['id'];
beforeEach(async () => {
  server = await openTestServer();
  host = server.browser();
  await parseBody(await host.post('/api/auth/register', registration('Host', 'host')), 201, Me);
  workshop = (await parseBody(await host.post('/api/workshops', { title: 'Harbour heat' }), 201, WorkshopCreated)).id;
});
afterEach(() => server.close());

const idOf = async (browser: TestBrowser): Promise<PersonId> =>
  (await parseBody(await browser.get(`/api/workshops/${workshop}`), 200, WorkshopDetail)).me.id;

const join = async (name: string, role: Role = 'participant') => {
  const { code } = await parseBody(await host.post(`/api/workshops/${workshop}/invites`, { role }), 201, Invite);
  const browser = server.browser();
  const as = { name, organisation: organisation('Nordvatten') };
  await parseBody(await browser.post(`/api/join/${code}`, as), 200, Joined);
  return { browser, code, id: await idOf(browser) };
};

const at = (person: PersonId): string => `/api/workshops/${workshop}/people/${person}`;

const roleOnBoard = async (person: PersonId) => (await server.board(workshop)).people[person]?.['role'];

const roleInTables = async (person: PersonId) => (await server.memberships.of(workshop, person))?.actor.role;

test('a facilitator changes a role in the tables and on the board', async () => {
  const bo = await join('Bo');
  const changed = await host.patch(at(bo.id), { role: 'observer' });
  expect(await parseBody(changed, 200, RoleChanged)).toEqual({ id: bo.id, role: 'observer' });
  expect([await roleInTables(bo.id), await roleOnBoard(bo.id)]).toEqual(['observer', 'observer']);
  expect(server.participationChanges).toContainEqual([workshop, bo.id]);
});

test('a facilitator removes a person, whose company stays', async () => {
  const bo = await join('Bo');
  expect((await host.delete(at(bo.id))).status).toBe(204);
  expect([await roleInTables(bo.id), await roleOnBoard(bo.id)]).toEqual([undefined, undefined]);
  expect(server.participationChanges.at(-1)).toEqual([workshop, bo.id]);
  const { organisations } = await server.board(workshop);
  expect(Object.values(organisations).map(({ name }) => name)).toContain('Nordvatten');
  expect(await problemCode(await bo.browser.get(`/api/workshops/${workshop}`), 404)).toBe('unknown-workshop');
  expect(await problemCode(await host.delete(at(bo.id)), 404)).toBe('unknown-person');
});

test('an invite admits a removed person again', async () => {
  const bo = await join('Bo');
  await host.delete(at(bo.id));
  const as = { name: 'Bo', organisation: organisation('Nordvatten') };
  await parseBody(await bo.browser.post(`/api/join/${bo.code}`, as), 200, Joined);
  expect([await idOf(bo.browser), await roleOnBoard(bo.id)]).toEqual([bo.id, 'participant']);
});

test('the last facilitator can’t be demoted or removed', async () => {
  const me = await idOf(host);
  expect(await problemCode(await host.patch(at(me), { role: 'participant' }), 409)).toBe('last-facilitator');
  expect(await problemCode(await host.delete(at(me)), 409)).toBe('last-facilitator');
  expect(await roleInTables(me)).toBe('facilitator');
  expect((await host.patch(at(me), { role: 'facilitator' })).status).toBe(200);

  const second = await join('Bo', 'facilitator');
  expect((await host.patch(at(me), { role: 'participant' })).status).toBe(200);
  expect(await problemCode(await second.browser.delete(at(second.id)), 409)).toBe('last-facilitator');
});

test('one of two facilitators who step down at once stays', async () => {
  const [me, second] = [await idOf(host), await join('Bo', 'facilitator')];
  const answers = await Promise.all([host.delete(at(me)), second.browser.delete(at(second.id))]);
  const statuses = answers.map(({ status }) => status);
  // The later one may by then be no facilitator to the route any more, only the last one in the tables.
  expect(statuses.filter((status) => status === 204)).toHaveLength(1);
  const roles = [await roleInTables(me), await roleInTables(second.id)];
  expect(roles.filter((role) => role === 'facilitator')).toHaveLength(1);
});

test('concurrent role changes leave tables and board in agreement', async () => {
  const bo = await join('Bo');
  const roles: Role[] = ['observer', 'participant', 'facilitator', 'observer', 'participant'];
  await Promise.all(roles.map((role) => host.patch(at(bo.id), { role })));
  expect(await roleOnBoard(bo.id)).toBe(await roleInTables(bo.id));
});

test('only facilitators of this workshop change its people', async () => {
  const [bo, observer] = [await join('Bo'), await join('Eva', 'observer')];
  for (const { browser } of [bo, observer]) {
    expect(await problemCode(await browser.patch(at(bo.id), { role: 'facilitator' }), 403)).toBe('no-right');
    expect(await problemCode(await browser.delete(at(observer.id)), 403)).toBe('no-right');
  }
  const stranger = server.browser();
  expect(await problemCode(await stranger.delete(at(bo.id)), 401)).toBe('signed-out');
  await parseBody(await stranger.post('/api/auth/register', registration('Eve', 'host')), 201, Me);
  expect(await problemCode(await stranger.delete(at(bo.id)), 404)).toBe('unknown-workshop');
  expect(await problemCode(await host.delete(at(newId(PersonId))), 404)).toBe('unknown-person');
  expect(await problemCode(await host.patch(at(newId(PersonId)), { role: 'observer' }), 404)).toBe('unknown-person');
  expect(await problemCode(await host.patch(at(bo.id), { role: 'king' }), 422)).toBe('malformed');
  expect(await roleInTables(bo.id)).toBe('participant');
});

test('another site’s page changes nobody', async () => {
  const bo = await join('Bo');
  const headers = { origin: 'https://evil.example' };
  expect(await problemCode(await host.delete(at(bo.id), { headers }), 403)).toBe('foreign-origin');
  expect(await problemCode(await host.patch(at(bo.id), { role: 'observer' }, { headers }), 403)).toBe('foreign-origin');
  expect(await roleInTables(bo.id)).toBe('participant');
});

test('signing out ends the session of the cookie', async () => {
  await host.post('/api/auth/logout');
  expect(server.endedSessions).toHaveLength(1);
});
