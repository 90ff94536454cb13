import { asHeader, DemoOpened, WorkshopCreated, WorkshopDetail, WorkshopSummary } from '@brygga/shared/api/workshops';
import { Me } from '@brygga/shared/api/accounts';
import type { PersonId } from '@brygga/shared/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { abandonedMs } from '../../../demo/demos.ts';
import {
  parseBody,
  problemCode,
  type TestBrowser,
  openTestServer,
  registration,
  type TestServer,
} from '../../../testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await openTestServer();
});
afterEach(() => server.close());

const open = async (visitor: TestBrowser, body?: object) =>
  parseBody(await visitor.post('/api/demo', body), 201, DemoOpened);
const as = (persona: { id: PersonId } | undefined) => ({ headers: { [asHeader]: persona?.id ?? 'nobody' } });
const startTimer = (browser: TestBrowser, id: string, sent: { headers?: Readonly<Record<string, string>> }) =>
  browser.post(
    `/api/workshops/${id}/commands/timer.start`,
    { seconds: 60 },
    { headers: { ...sent.headers, 'Idempotency-Key': crypto.randomUUID() } },
  );

const rows = async () => {
  const counts: Record<string, number> = {};
  for (const table of [
    'people',
    'sessions',
    'organisations',
    'workshops',
    'participations',
    'personas',
    'demos',
  ] as const) {
    counts[table] = (await server.storage.selectFrom(table).selectAll().execute()).length;
  }
  return counts;
};

describe('a demo', () => {
  test('needs no account and lists its personas', async () => {
    const visitor = server.browser();
    const { id, personas } = await open(visitor);
    expect(personas[0]).toMatchObject({ role: 'facilitator', organisation: { kind: 'host' } });
    expect(personas.filter(({ organisation }) => organisation.kind === 'city')).toHaveLength(3);
    expect(new Set(personas.map(({ id: each }) => each)).size).toBe(personas.length);
    const detail = await parseBody(await visitor.get(`/api/workshops/${id}`, as(personas[4])), 200, WorkshopDetail);
    expect(detail.me).toMatchObject({ id: personas[4]?.id, name: personas[4]?.name, role: 'participant' });
    expect(detail.demo?.personas).toEqual(personas);
    const me = await parseBody(await visitor.get('/api/me', as(personas[4])), 200, Me);
    expect(me.organisations).toHaveLength(1);
  });

  test('gives the visitor the rights of the persona', async () => {
    const visitor = server.browser();
    const { id, personas } = await open(visitor);
    const [facilitator, city] = personas;
    expect((await startTimer(visitor, id, as(facilitator))).status).toBe(200);
    expect(await problemCode(await startTimer(visitor, id, as(city)), 403)).toBe('facilitators-only');
    expect(await problemCode(await startTimer(visitor, id, {}), 403)).toBe('facilitators-only');
  });

  test('opens again as it was left, or fresh on request', async () => {
    const visitor = server.browser();
    const first = await open(visitor);
    expect(await open(visitor)).toEqual(first);
    const fresh = await open(visitor, { fresh: true });
    expect(fresh.id).not.toBe(first.id);
    expect(await problemCode(await visitor.get(`/api/workshops/${first.id}`), 404)).toBe('unknown-workshop');
    expect(await open(visitor)).toEqual(fresh);
  });

  test('admits no other visitor, whatever persona they name', async () => {
    const [one, other] = [server.browser(), server.browser()];
    const [mine, theirs] = [await open(one), await open(other)];
    expect(mine.id).not.toBe(theirs.id);
    expect(await problemCode(await other.get(`/api/workshops/${mine.id}`), 404)).toBe('unknown-workshop');
    for (const sent of [as(mine.personas[0]), { headers: { [asHeader]: '' } }]) {
      expect(await problemCode(await other.get(`/api/workshops/${mine.id}`, sent), 401)).toBe('signed-out');
      expect(await problemCode(await startTimer(other, mine.id, sent), 401)).toBe('signed-out');
    }
    expect(await problemCode(await other.post(`/api/demo/${mine.id}/reset`), 404)).toBe('unknown-workshop');
    expect(await problemCode(await server.browser().post(`/api/demo/${mine.id}/reset`), 401)).toBe('signed-out');
    expect(await problemCode(await other.get(`/api/workshops/${mine.id}?as=${mine.personas[0]?.id}`), 401)).toBe(
      'signed-out',
    );
  });

  test('shares no ids with another copy', async () => {
    const idsOf = async (demo: DemoOpened) => {
      const { people, organisations, cards, session } = await server.board(demo.id);
      const needs = Object.values(cards).flatMap((card) => Object.keys(Object(card['needs'])));
      const steps = session.agenda.map((step) => String(step['id']));
      return [demo.id, ...[people, organisations, cards].flatMap(Object.keys), ...needs, ...steps];
    };
    const [one, other] = [await idsOf(await open(server.browser())), await idsOf(await open(server.browser()))];
    expect(new Set([...one, ...other]).size).toBe(one.length + other.length);
  });

  test('is replaced on reset by a fresh copy of the same visitor', async () => {
    const visitor = server.browser();
    const first = await open(visitor);
    await startTimer(visitor, first.id, as(first.personas[0]));
    const second = await parseBody(await visitor.post(`/api/demo/${first.id}/reset`), 201, DemoOpened);
    expect((await server.board(second.id)).session['timer']).toBeUndefined();
    expect(await problemCode(await visitor.get(`/api/workshops/${first.id}`, as(first.personas[0])), 401)).toBe(
      'signed-out',
    );
    expect((await startTimer(visitor, second.id, as(second.personas[0]))).status).toBe(200);
    expect((await server.journal.load(first.id)).updates).toEqual([]);
  });

  test('of somebody with an account stands beside their workshops', async () => {
    const anna = server.browser();
    await anna.post('/api/auth/register', registration('Anna', 'host'));
    const { id: own } = await parseBody(await anna.post('/api/workshops', { title: 'Own' }), 201, WorkshopCreated);
    const { id } = await open(anna);
    const listed = await parseBody(await anna.get('/api/workshops'), 200, WorkshopSummary.array());
    expect(listed.map((each) => each.id).sort()).toEqual([own, id].sort());
  });

  test('leaves no guest and no board behind where it can’t be stored', async () => {
    const before = await rows();
    await server.refuse('insert', 'personas');
    const visitor = server.browser();
    expect(await problemCode(await visitor.post('/api/demo'), 503)).toBe('storage-failed');
    expect(visitor.cookie).toBeUndefined();
    expect(await rows()).toEqual(before);
    expect(await server.storedDocuments()).toEqual([]);
  });

  test('leaves no guest behind while the server drains', async () => {
    const before = await rows();
    await server.rooms.drain();
    expect(await problemCode(await server.browser().post('/api/demo'), 503)).toBe('storage-failed');
    expect(await rows()).toEqual(before);
  });

  test('that fails leaves whoever is signed in', async () => {
    const anna = server.browser();
    await anna.post('/api/auth/register', registration('Anna', 'host'));
    await server.refuse('insert', 'personas');
    await problemCode(await anna.post('/api/demo'), 503);
    expect((await anna.get('/api/me')).status).toBe(200);
  });

  test('is limited per address', async () => {
    const visitor = server.browser();
    await open(visitor);
    const more = await Promise.all(Array.from({ length: 120 }, () => visitor.post('/api/demo')));
    expect(more.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

describe('purging demos', () => {
  test('removes an abandoned demo with all its data and guests', async () => {
    const before = await rows();
    const visitor = server.browser();
    const { id, personas } = await open(visitor);
    const invited = await visitor.post(`/api/workshops/${id}/invites`, {}, as(personas[0]));
    const { code }: { code: string } = JSON.parse(await invited.text());
    const guest = { name: 'Gun', organisation: { kind: 'company', name: 'Nordvatten', country: 'SE' } };
    expect((await server.browser().post(`/api/join/${code}`, guest)).status).toBe(200);
    server.clock.at += abandonedMs;
    expect(await server.demos.purge()).toBe(1);
    expect(await rows()).toEqual(before);
    expect((await server.journal.load(id)).updates).toEqual([]);
    expect((await visitor.get('/api/me')).status).toBe(401);
  });

  test('keeps demos that were used within a day or are open', async () => {
    const [active, watching] = [server.browser(), server.browser()];
    const [seen, watched] = [await open(active), await open(watching)];
    server.openBoards.add(watched.id);
    server.clock.at += abandonedMs / 2;
    await active.get(`/api/workshops/${seen.id}`, as(seen.personas[1]));
    server.clock.at += abandonedMs / 2;
    expect(await server.demos.purge()).toBe(0);
    server.openBoards.clear();
    server.clock.at += abandonedMs - 1;
    expect(await server.demos.purge()).toBe(1);
    expect((await watching.get(`/api/workshops/${watched.id}`)).status).toBe(200);
  });

  test('touches no workshop and none of its people', async () => {
    const anna = server.browser();
    await anna.post('/api/auth/register', registration('Anna', 'host'));
    const { id: own } = await parseBody(await anna.post('/api/workshops', { title: 'Own' }), 201, WorkshopCreated);
    const before = await rows();
    await open(anna);
    server.clock.at += 10 * abandonedMs;
    expect(await server.demos.purge()).toBe(1);
    expect(await rows()).toEqual(before);
    expect((await anna.get(`/api/workshops/${own}`)).status).toBe(200);
    expect(Object.keys((await server.board(own)).people)).toHaveLength(1);
  });
});
