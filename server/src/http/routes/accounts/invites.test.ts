import { Me } from '@brygga/shared/api/accounts';
import { Problem } from '@brygga/shared/api/problems';
import {
  Invite,
  InviteDetail,
  Joined,
  WorkshopCreated,
  WorkshopDetail,
  WorkshopSummary,
} from '@brygga/shared/api/workshops';
import type { Role } from '@brygga/shared/document/roster';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  parseBody,
  problemCode,
  type TestBrowser,
  openTestServer,
  organisation,
  registration,
  type TestServer,
} from '../../../testing/testServer.ts';

const day = 24 * 60 * 60 * 1000;

let server: TestServer;
let host: TestBrowser;
beforeEach(async () => {
  server = await openTestServer();
  host = await account('Host', 'host');
});
afterEach(() => server.close());

const account = async (name: string, kind: 'company' | 'host' = 'company') => {
  const browser = server.browser();
  await parseBody(await browser.post('/api/auth/register', registration(name, kind)), 201, Me);
  return browser;
};

const newWorkshop = async (headers = {}) =>
  (await parseBody(await host.post('/api/workshops', { title: 'Harbour heat' }, { headers }), 201, WorkshopCreated)).id;

const invite = async (workshop: string, role: Role = 'participant') =>
  parseBody(await host.post(`/api/workshops/${workshop}/invites`, { role }), 201, Invite);

const joinAsGuest = async (code: string, name: string, guestOrganisation = organisation('Nordvatten')) => {
  const browser = server.browser();
  await parseBody(await browser.post(`/api/join/${code}`, { name, organisation: guestOrganisation }), 200, Joined);
  return browser;
};

const detail = async (browser: TestBrowser, workshop: string) =>
  parseBody(await browser.get(`/api/workshops/${workshop}`), 200, WorkshopDetail);

describe('a new workshop', () => {
  test('has its creator as the listed facilitator, and an agenda', async () => {
    const id = await newWorkshop();
    expect(await detail(host, id)).toMatchObject({ title: 'Harbour heat', role: 'facilitator', people: 1 });
    const board = await server.board(id);
    expect(board.workshop).toEqual({ title: 'Harbour heat', language: 'en' });
    expect(board.session.agenda).toHaveLength(6);
    expect(Object.values(board.people)).toEqual([
      { name: 'Host', role: 'facilitator', organisation: expect.any(String) },
    ]);
    expect(Object.values(board.organisations)).toEqual([{ kind: 'host', name: 'Host’s', country: 'SE' }]);
  });

  test('uses its creator’s language', async () => {
    const id = await newWorkshop({ 'accept-language': 'de, sv-FI;q=0.9, en;q=0.8' });
    const { workshop, session } = await server.board(id);
    expect(workshop['language']).toBe('sv');
    expect(session.agenda[0]?.title).toBe('Välkommen');
  });

  test('can begin blank', async () => {
    const response = await host.post('/api/workshops', { title: 'Empty', template: 'blank' });
    const { id } = await parseBody(response, 201, WorkshopCreated);
    expect((await server.board(id)).session.agenda).toEqual([]);
  });

  test('looks to others like one that does not exist', async () => {
    const id = await newWorkshop();
    const other = await account('Other');
    expect(await problemCode(await other.get(`/api/workshops/${id}`), 404)).toBe('unknown-workshop');
    expect(await problemCode(await other.get('/api/workshops/nothing'), 404)).toBe('unknown-workshop');
    expect(await problemCode(await other.post(`/api/workshops/${id}/invites`, {}), 404)).toBe('unknown-workshop');
    expect(await problemCode(await server.browser().get(`/api/workshops/${id}`), 401)).toBe('signed-out');
    expect(await parseBody(await other.get('/api/workshops'), 200, WorkshopSummary.array())).toEqual([]);
  });

  test('can’t be created by guests or signed out', async () => {
    const { code } = await invite(await newWorkshop());
    expect(
      await problemCode(await (await joinAsGuest(code, 'Gun')).post('/api/workshops', { title: 'Mine' }), 403),
    ).toBe('no-right');
    expect(await problemCode(await server.browser().post('/api/workshops', { title: 'Mine' }), 401)).toBe('signed-out');
  });
});

describe('a code', () => {
  test('has no ambiguous characters, and its link contains it', async () => {
    const { code, url, role } = await invite(await newWorkshop(), 'observer');
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    expect(url).toBe(`http://localhost/join/${code}`);
    expect(role).toBe('observer');
  });

  test('is accepted in lower case and with dashes', async () => {
    const { code } = await invite(await newWorkshop());
    const typed = `${code.slice(0, 3)}-${code.slice(3)}`.toLowerCase();
    const shown = await parseBody(await server.browser().get(`/api/invites/${typed}`), 200, InviteDetail);
    expect(shown).toEqual({ workshop: { title: 'Harbour heat' }, role: 'participant' });
  });

  test('is refused as unknown or expired', async () => {
    const { code } = await invite(await newWorkshop());
    const stranger = server.browser();
    const as = { name: 'Gun', organisation: organisation('Nordvatten') };
    expect(await problemCode(await stranger.get('/api/invites/ZZZZZZ'), 404)).toBe('unknown-code');
    expect(await problemCode(await stranger.post('/api/join/ZZZZZZ', as), 404)).toBe('unknown-code');
    server.clock.at += 30 * day;
    expect(await problemCode(await stranger.get(`/api/invites/${code}`), 410)).toBe('expired-code');
    expect(await problemCode(await stranger.post(`/api/join/${code}`, as), 410)).toBe('expired-code');
    expect(stranger.cookie).toBeUndefined();
  });

  test('can be created by facilitators alone, however they became one', async () => {
    const id = await newWorkshop();
    const gun = await joinAsGuest((await invite(id)).code, 'Gun');
    expect(await problemCode(await gun.post(`/api/workshops/${id}/invites`), 403)).toBe('no-right');
    await gun.post(`/api/join/${(await invite(id, 'facilitator')).code}`);
    expect((await gun.post(`/api/workshops/${id}/invites`)).status).toBe(201);
  });

  test('can’t be guessed: wrong codes are limited per address', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 160 }, () => server.browser('198.51.100.1').get('/api/invites/ZZZZZZ')),
    );
    const stopped = guesses.filter(({ status }) => status === 429);
    expect(stopped.length).toBeGreaterThanOrEqual(10);
    expect(stopped[0]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await server.browser('198.51.100.2').get('/api/invites/ZZZZZZ')).status).toBe(404);
  });

  test('admits 300 people from one address within a minute', async () => {
    const id = await newWorkshop();
    const { code } = await invite(id);
    const names = Array.from({ length: 300 }, (_, index) => `Guest ${index}`);
    await Promise.all(
      names.map(async (name) => {
        await server.browser().get(`/api/invites/${code}`);
        await joinAsGuest(code, name);
      }),
    );
    expect(Object.values((await server.board(id)).people)).toHaveLength(301);
  });
});

describe('a guest', () => {
  test('is on the roster when the response arrives', async () => {
    const id = await newWorkshop();
    const gun = await joinAsGuest((await invite(id)).code, 'Gun');
    const { me, role } = await detail(gun, id);
    expect(role).toBe('participant');
    expect(me).toMatchObject({ name: 'Gun', organisations: [{ kind: 'company', name: 'Nordvatten' }] });
    const board = await server.board(id);
    expect(board.people[me.id]).toEqual({ name: 'Gun', role: 'participant', organisation: me.organisations[0]?.id });
    expect(board.organisations[me.organisations[0]?.id ?? '']).toMatchObject({ name: 'Nordvatten' });
    const membership = await server.memberships.of(id, me.id);
    expect(membership?.actor.organisations).toEqual([{ id: me.organisations[0]?.id, kind: 'company' }]);
    expect(membership?.identity).toMatchObject({ name: 'Gun', organisationName: 'Nordvatten', kind: 'company' });
    expect(await server.memberships.of(id, me.id)).toEqual(membership);
  });

  test('must give a name and an organisation', async () => {
    const { code } = await invite(await newWorkshop());
    const stranger = server.browser();
    const { issues } = await parseBody(await stranger.post(`/api/join/${code}`, {}), 422, Problem);
    expect(issues?.map(({ path }) => path)).toEqual(['name', 'organisation']);
    expect(stranger.cookie).toBeUndefined();
  });

  test('shares an organisation with guests who give the same name for it', async () => {
    const id = await newWorkshop();
    const { code } = await invite(id);
    const names = ['Nordvatten', 'nordvatten ', 'NORDVATTEN'];
    const guests = await Promise.all(names.map((name) => joinAsGuest(code, `of ${name}`, organisation(name))));
    const theirs = await Promise.all(guests.map(async (each) => (await detail(each, id)).me.organisations));
    expect(new Set(theirs.map(([first]) => first?.id)).size).toBe(1);
    const city = await detail(await joinAsGuest(code, 'City', organisation('Nordvatten', 'city')), id);
    expect(city.me.organisations[0]?.id).not.toBe(theirs[0]?.[0]?.id);
  });

  test('P10: never joins a registered organisation by typing its name', async () => {
    const id = await newWorkshop();
    const { code } = await invite(id);
    const real = await account('Nordvatten');
    await parseBody(await real.post(`/api/join/${code}`), 200, Joined);
    const typed = await joinAsGuest(code, 'Eve', organisation('Nordvatten’s'));
    const [own] = (await detail(real, id)).me.organisations;
    const [other] = (await detail(typed, id)).me.organisations;
    expect(other?.name).toBe(own?.name);
    expect(other?.id).not.toBe(own?.id);
  });

  test('stays the same person in another workshop, in another organisation', async () => {
    const [first, second] = [await newWorkshop(), await newWorkshop()];
    const gun = await joinAsGuest((await invite(first)).code, 'Gun');
    await parseBody(await gun.post(`/api/join/${(await invite(second)).code}`, {}), 200, Joined);
    const [before, after] = [await detail(gun, first), await detail(gun, second)];
    expect(after.me.id).toBe(before.me.id);
    expect(after.me.organisations.map(({ name }) => name)).toEqual(['Nordvatten']);
    expect(after.me.organisations[0]?.id).not.toBe(before.me.organisations[0]?.id);
  });
});

describe('somebody with an account', () => {
  test('joins once and as themselves, whatever the body says', async () => {
    const id = await newWorkshop();
    const { code } = await invite(id);
    const anna = await account('Anna');
    await parseBody(
      await anna.post(`/api/join/${code}`, { name: 'Eve', organisation: organisation('Evil') }),
      200,
      Joined,
    );
    await parseBody(await anna.post(`/api/join/${code}`, 'not json'), 200, Joined);
    const { me, people } = await detail(anna, id);
    expect(me).toMatchObject({ name: 'Anna', organisations: [{ name: 'Anna’s' }] });
    expect(people).toBe(2);
    const listed = await parseBody(await anna.get('/api/workshops'), 200, WorkshopSummary.array());
    expect(listed).toMatchObject([{ id, role: 'participant' }]);
  });

  test('gains a role by a code and loses none', async () => {
    const id = await newWorkshop();
    const anna = await account('Anna');
    const roles: Role[] = [];
    for (const role of ['observer', 'facilitator', 'participant'] as const) {
      await anna.post(`/api/join/${(await invite(id, role)).code}`);
      roles.push((await detail(anna, id)).role);
    }
    expect(roles).toEqual(['observer', 'facilitator', 'facilitator']);
    const { me } = await detail(anna, id);
    expect((await server.board(id)).people[me.id]).toMatchObject({ role: 'facilitator' });
  });
});
