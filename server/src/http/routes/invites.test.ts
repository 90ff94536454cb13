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
  type TestBrowser,
  openTestServer,
  organisation,
  registration,
  type TestServer,
} from '../../testing/testServer.ts';

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

const guest = async (code: string, name: string, its = organisation('Nordvatten')) => {
  const browser = server.browser();
  await parseBody(await browser.post(`/api/join/${code}`, { name, organisation: its }), 200, Joined);
  return browser;
};

const detail = async (browser: TestBrowser, workshop: string) =>
  parseBody(await browser.get(`/api/workshops/${workshop}`), 200, WorkshopDetail);

const codeOf = async (response: Response, status: number) => (await parseBody(response, status, Problem)).code;

describe('a new workshop', () => {
  test('has its maker as the facilitator, listed on its board, and an agenda', async () => {
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

  test('speaks its maker’s language', async () => {
    const id = await newWorkshop({ 'accept-language': 'de, sv-FI;q=0.9, en;q=0.8' });
    const { workshop, session } = await server.board(id);
    expect(workshop['language']).toBe('sv');
    expect(session.agenda[0]?.title).toBe('Välkommen');
  });

  test('may begin blank', async () => {
    const made = await host.post('/api/workshops', { title: 'Empty', template: 'blank' });
    const { id } = await parseBody(made, 201, WorkshopCreated);
    expect((await server.board(id)).session.agenda).toEqual([]);
  });

  test('is nothing to others: they can’t tell it from one that does not exist', async () => {
    const id = await newWorkshop();
    const other = await account('Other');
    expect(await codeOf(await other.get(`/api/workshops/${id}`), 404)).toBe('unknown-workshop');
    expect(await codeOf(await other.get('/api/workshops/nothing'), 404)).toBe('unknown-workshop');
    expect(await codeOf(await other.post(`/api/workshops/${id}/invites`, {}), 404)).toBe('unknown-workshop');
    expect(await codeOf(await server.browser().get(`/api/workshops/${id}`), 401)).toBe('signed-out');
    expect(await parseBody(await other.get('/api/workshops'), 200, WorkshopSummary.array())).toEqual([]);
  });

  test('is not made by guests and strangers', async () => {
    const { code } = await invite(await newWorkshop());
    expect(await codeOf(await (await guest(code, 'Gun')).post('/api/workshops', { title: 'Mine' }), 403)).toBe(
      'no-right',
    );
    expect(await codeOf(await server.browser().post('/api/workshops', { title: 'Mine' }), 401)).toBe('signed-out');
  });
});

describe('a code', () => {
  test('has no look-alikes, and its link leads to it', async () => {
    const { code, url, role } = await invite(await newWorkshop(), 'observer');
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    expect(url).toBe(`http://localhost/join/${code}`);
    expect(role).toBe('observer');
  });

  test('may be typed in small letters and with dashes', async () => {
    const { code } = await invite(await newWorkshop());
    const typed = `${code.slice(0, 3)}-${code.slice(3)}`.toLowerCase();
    const shown = await parseBody(await server.browser().get(`/api/invites/${typed}`), 200, InviteDetail);
    expect(shown).toEqual({ workshop: { title: 'Harbour heat' }, role: 'participant' });
  });

  test('that nobody made is unknown, one that is too old has expired', async () => {
    const { code } = await invite(await newWorkshop());
    const stranger = server.browser();
    const as = { name: 'Gun', organisation: organisation('Nordvatten') };
    expect(await codeOf(await stranger.get('/api/invites/ZZZZZZ'), 404)).toBe('unknown-code');
    expect(await codeOf(await stranger.post('/api/join/ZZZZZZ', as), 404)).toBe('unknown-code');
    server.clock.at += 30 * day;
    expect(await codeOf(await stranger.get(`/api/invites/${code}`), 410)).toBe('expired-code');
    expect(await codeOf(await stranger.post(`/api/join/${code}`, as), 410)).toBe('expired-code');
    expect(stranger.cookie).toBeUndefined();
  });

  test('is made by facilitators alone, also by those who became one by a code', async () => {
    const id = await newWorkshop();
    const gun = await guest((await invite(id)).code, 'Gun');
    expect(await codeOf(await gun.post(`/api/workshops/${id}/invites`), 403)).toBe('no-right');
    await gun.post(`/api/join/${(await invite(id, 'facilitator')).code}`);
    expect((await gun.post(`/api/workshops/${id}/invites`)).status).toBe(201);
  });

  test('can’t be guessed: wrong ones run dry, for one address alone', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 160 }, () => server.browser('198.51.100.1').get('/api/invites/ZZZZZZ')),
    );
    const stopped = guesses.filter(({ status }) => status === 429);
    expect(stopped.length).toBeGreaterThanOrEqual(10);
    expect(stopped[0]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await server.browser('198.51.100.2').get('/api/invites/ZZZZZZ')).status).toBe(404);
  });

  test('brings in 300 people from one address within a minute', async () => {
    const id = await newWorkshop();
    const { code } = await invite(id);
    const names = Array.from({ length: 300 }, (_, index) => `Guest ${index}`);
    await Promise.all(
      names.map(async (name) => {
        await server.browser().get(`/api/invites/${code}`);
        await guest(code, name);
      }),
    );
    expect(Object.values((await server.board(id)).people)).toHaveLength(301);
  });
});

describe('a guest', () => {
  test('is in the workshop and on its roster when the answer comes', async () => {
    const id = await newWorkshop();
    const gun = await guest((await invite(id)).code, 'Gun');
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

  test('has to say a name and an organisation', async () => {
    const { code } = await invite(await newWorkshop());
    const stranger = server.browser();
    const { issues } = await parseBody(await stranger.post(`/api/join/${code}`, {}), 422, Problem);
    expect(issues?.map(({ path }) => path)).toEqual(['name', 'organisation']);
    expect(stranger.cookie).toBeUndefined();
  });

  test('is a colleague of guests who name the same organisation', async () => {
    const id = await newWorkshop();
    const { code } = await invite(id);
    const names = ['Nordvatten', 'nordvatten ', 'NORDVATTEN'];
    const guests = await Promise.all(names.map((name) => guest(code, `of ${name}`, organisation(name))));
    const theirs = await Promise.all(guests.map(async (each) => (await detail(each, id)).me.organisations));
    expect(new Set(theirs.map(([first]) => first?.id)).size).toBe(1);
    const city = await detail(await guest(code, 'City', organisation('Nordvatten', 'city')), id);
    expect(city.me.organisations[0]?.id).not.toBe(theirs[0]?.[0]?.id);
  });

  test('never speaks for a registered organisation by typing its name', async () => {
    const id = await newWorkshop();
    const { code } = await invite(id);
    const real = await account('Nordvatten');
    await parseBody(await real.post(`/api/join/${code}`), 200, Joined);
    const typed = await guest(code, 'Eve', organisation('Nordvatten’s'));
    const [own] = (await detail(real, id)).me.organisations;
    const [other] = (await detail(typed, id)).me.organisations;
    expect(other?.name).toBe(own?.name);
    expect(other?.id).not.toBe(own?.id);
  });

  test('of one workshop is in another organisation in the next, and stays who they are', async () => {
    const [first, second] = [await newWorkshop(), await newWorkshop()];
    const gun = await guest((await invite(first)).code, 'Gun');
    await parseBody(await gun.post(`/api/join/${(await invite(second)).code}`, {}), 200, Joined);
    const [before, after] = [await detail(gun, first), await detail(gun, second)];
    expect(after.me.id).toBe(before.me.id);
    expect(after.me.organisations.map(({ name }) => name)).toEqual(['Nordvatten']);
    expect(after.me.organisations[0]?.id).not.toBe(before.me.organisations[0]?.id);
  });
});

describe('somebody with an account', () => {
  test('joins as who they are, whatever is sent, once', async () => {
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

  test('rises by a code with a higher role, and falls by none', async () => {
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
