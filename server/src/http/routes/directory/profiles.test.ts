import { boardOf } from '@brygga/shared/agreements/board';
import { Me, ProfileResponse } from '@brygga/shared/api/accounts';
import { Problem } from '@brygga/shared/api/problems';
import { Invite, Joined, WorkshopCreated, type WorkshopDetail } from '@brygga/shared/api/workshops';
import { CompanyProfile } from '@brygga/shared/document/profile';
import { newId, OrganisationId, RecordId } from '@brygga/shared/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const pipes = CompanyProfile.parse({
  summary: 'Leaks found before the street is opened',
  claims: [{ capability: 'leak_detection', level: 3, trl: 9, proof: ['referenceOfPipes'] }],
  references: [{ id: 'referenceOfPipes', title: 'Listening pipes', place: 'Gothenburg', country: 'SE', year: 2024 }],
  canLead: true,
  capacity: 2,
  languages: ['sv', 'en'],
  countries: ['NO'],
});

const register = async (name: string, kind: 'city' | 'company' | 'host' = 'company') => {
  const browser = server.browser();
  const me = await parseBody(await browser.post('/api/auth/register', registration(name, kind)), 201, Me);
  const id = OrganisationId.parse(me.organisations[0]?.id);
  return { browser, id, path: `/api/organisations/${id}/profile` };
};

const openWorkshop = async () => {
  const { browser } = await register('Host', 'host');
  const { id } = await parseBody(await browser.post('/api/workshops', { title: 'Water' }), 201, WorkshopCreated);
  return { host: browser, id };
};
type Opened = Awaited<ReturnType<typeof openWorkshop>>;

const invite = async ({ host, id }: Opened) =>
  (await parseBody(await host.post(`/api/workshops/${id}/invites`, { role: 'participant' }), 201, Invite)).code;

const guestOf = async (workshop: Opened, name: string) => {
  const browser = server.browser();
  const as = { name: 'Guest', organisation: organisation(name) };
  await parseBody(await browser.post(`/api/join/${await invite(workshop)}`, as), 200, Joined);
  return browser;
};

const joins = async (workshop: Opened, browser: TestBrowser, as: OrganisationId) =>
  parseBody(await browser.post(`/api/join/${await invite(workshop)}`, { organisation: as }), 200, Joined);

const profilesOf = async (browser: TestBrowser, workshop: WorkshopDetail['id']) =>
  parseBody(await browser.get(`/api/workshops/${workshop}/profiles`), 200, ProfileResponse.array());

describe('a company’s profile', () => {
  test('is empty until its people write it', async () => {
    const { browser, id, path } = await register('Anna');
    expect(await parseBody(await browser.get(path), 200, ProfileResponse)).toEqual({
      organisation: id,
      version: 0,
      profile: CompanyProfile.parse({}),
    });

    await parseBody(await browser.put(path, { version: 0, profile: pipes }), 200, ProfileResponse);

    expect(await parseBody(await browser.get(path), 200, ProfileResponse)).toEqual({
      organisation: id,
      version: 1,
      profile: pipes,
    });
  });

  test('keeps the first of two saves over one version and refuses the second', async () => {
    const { browser, path } = await register('Bo');
    for (const version of [0, 1]) {
      const first = { ...pipes, summary: `First over ${version}` };
      await parseBody(await browser.put(path, { version, profile: first }), 200, ProfileResponse);
      const second = { version, profile: { ...pipes, summary: 'Second' } };
      expect(await problemCode(await browser.put(path, second), 412)).toBe('profile-changed');
      expect((await parseBody(await browser.get(path), 200, ProfileResponse)).profile).toEqual(first);
    }
  });

  test('is not saved over a version that never was', async () => {
    const { browser, path } = await register('Cai');
    expect(await problemCode(await browser.put(path, { version: 7, profile: pipes }), 412)).toBe('profile-changed');
  });

  test('is refused by an issue at the malformed field', async () => {
    const { browser, path } = await register('Dag');
    const wrong = {
      ...pipes,
      claims: [{ capability: 'leak_detection', trl: 12, proof: [newId(RecordId)] }],
      capacity: 0,
    };
    const { issues } = await parseBody(await browser.put(path, { version: 0, profile: wrong }), 422, Problem);
    expect(issues?.map((issue) => issue.path)).toEqual(
      expect.arrayContaining(['profile.claims.0.trl', 'profile.capacity']),
    );
    expect((await parseBody(await browser.get(path), 200, ProfileResponse)).version).toBe(0);
  });

  test('P9: does not exist for rivals, cities and people signed out', async () => {
    const { browser, path } = await register('Eva');
    await browser.put(path, { version: 0, profile: pipes });
    for (const stranger of [await register('Rival'), await register('City', 'city')]) {
      expect(await problemCode(await stranger.browser.get(path), 404)).toBe('unknown-organisation');
      const over = { version: 1, profile: pipes };
      expect(await problemCode(await stranger.browser.put(path, over), 404)).toBe('unknown-organisation');
    }
    expect(await problemCode(await server.browser().get(path), 401)).toBe('signed-out');
  });

  test('is not there for a city', async () => {
    const { browser, path } = await register('Finn', 'city');
    expect(await problemCode(await browser.get(path), 403)).toBe('no-right');
    expect(await problemCode(await browser.put(path, { version: 0, profile: pipes }), 403)).toBe('no-right');
  });
});

describe('profiles in a workshop', () => {
  test('are read and not written by its facilitators', async () => {
    const workshop = await openWorkshop();
    const [here, elsewhere] = [await register('Gro'), await register('Hedda')];
    await here.browser.put(here.path, { version: 0, profile: pipes });
    expect(await problemCode(await workshop.host.get(here.path), 404)).toBe('unknown-organisation');

    await joins(workshop, here.browser, here.id);

    expect((await parseBody(await workshop.host.get(here.path), 200, ProfileResponse)).profile).toEqual(pipes);
    expect((await profilesOf(workshop.host, workshop.id)).map(({ organisation }) => organisation)).toEqual([here.id]);
    const over = { version: 1, profile: pipes };
    expect(await problemCode(await workshop.host.put(here.path, over), 404)).toBe('unknown-organisation');
    expect(await problemCode(await workshop.host.get(elsewhere.path), 404)).toBe('unknown-organisation');
  });

  test('update the capacity of the company on the board', async () => {
    const workshop = await openWorkshop();
    const { browser, id, path } = await register('Mia');
    await joins(workshop, browser, id);
    const listed = () =>
      server.rooms.use(workshop.id, (room) => Promise.resolve(boardOf(room.doc).organisation(id)?.capacity));
    expect(await listed()).toBeUndefined();

    await browser.put(path, { version: 0, profile: pipes });
    expect(await listed()).toBe(2);
    await browser.put(path, { version: 1, profile: { ...pipes, capacity: undefined } });
    expect(await listed()).toBeUndefined();
  });

  test('are those of their own companies for everybody else', async () => {
    const workshop = await openWorkshop();
    const [own, rival, city] = [await register('Ines'), await register('Jon'), await register('Kia', 'city')];
    for (const { browser, id } of [own, rival, city]) await joins(workshop, browser, id);
    await rival.browser.put(rival.path, { version: 0, profile: pipes });

    expect((await profilesOf(own.browser, workshop.id)).map(({ organisation }) => organisation)).toEqual([own.id]);
    expect(await profilesOf(city.browser, workshop.id)).toEqual([]);
    expect(
      await problemCode(await (await register('Lo')).browser.get(`/api/workshops/${workshop.id}/profiles`), 404),
    ).toBe('unknown-workshop');
  });

  test('are written by guests for their own company', async () => {
    const workshop = await openWorkshop();
    const [guest, colleague] = [await guestOf(workshop, 'Nordvatten'), await guestOf(workshop, 'Nordvatten')];
    const [profile] = await profilesOf(guest, workshop.id);
    const path = `/api/organisations/${profile?.organisation}/profile`;

    await parseBody(await guest.put(path, { version: 0, profile: pipes }), 200, ProfileResponse);

    expect((await profilesOf(colleague, workshop.id)).map(({ profile }) => profile.summary)).toEqual([pipes.summary]);
  });
});
