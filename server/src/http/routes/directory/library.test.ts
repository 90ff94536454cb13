import {
  type ImportInput,
  ImportProgress,
  LibraryPage,
  PlanCheck,
  PlanFile,
  planFileBytesMax,
  PlanImport,
} from '@brygga/shared/api/library';
import { Me } from '@brygga/shared/api/accounts';
import { newId, OrganisationId } from '@brygga/shared/ids';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  parseBody,
  problemCode,
  type TestBrowser,
  openTestServer,
  registration,
  type TestServer,
} from '../../../testing/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

const register = async (name: string, kind: 'city' | 'company') => {
  const browser = server.browser();
  const me = await parseBody(await browser.post('/api/auth/register', registration(name, kind)), 201, Me);
  const organisation = me.organisations[0]?.id ?? '';
  return { browser, base: `/api/organisations/${organisation}/library` };
};

type City = Awaited<ReturnType<typeof register>>;

const send = async ({ browser, base }: City, csv: string) =>
  parseBody(await browser.post(`${base}/files`, csv), 201, PlanFile);

/** The file's first sheet, read as it is most likely meant. */
const readingOf = ({ sheets }: PlanFile): ImportInput['reading'] => {
  const suggested = sheets[0]?.suggested;
  if (!suggested) throw new Error('The file has no sheet');
  return suggested;
};

const bringIn = async (city: City, csv: string): Promise<ImportProgress[]> => {
  const file = await send(city, csv);
  const input: ImportInput = { file: file.id, name: 'plan.csv', reading: readingOf(file) };
  const answer = await city.browser.post(`${city.base}/imports`, input);
  expect(answer.status).toBe(200);
  const lines = (await answer.text()).trim().split('\n');
  return lines.map((line) => ImportProgress.parse(JSON.parse(line)));
};

const pageOf = async ({ browser, base }: City, query = '') =>
  parseBody(await browser.get(`${base}${query}`), 200, LibraryPage);

const planOf = (rows: number, say = 'Plant') =>
  ['Nr;Åtgärd;Sektor', ...Array.from({ length: rows }, (_, row) => `T-${row};${say} ${row};Avfall`)].join('\n');

describe('a city’s plan', () => {
  test('is imported as previewed, and found by search', async () => {
    const city = await register('Anna', 'city');
    const file = await send(
      city,
      'Nr;Åtgärd;Mål;Sektor\nT-1;Träd på skolgårdar;40 %_\\;Stadsplanering\nT-2;Återbruk;;Avfall',
    );
    expect(file.sheets[0]).toMatchObject({
      rows: 3,
      suggested: { mapping: { code: 0, title: 1, goal: 2, sector: 3 } },
    });
    const check = await parseBody(
      await city.browser.post(`${city.base}/files/${file.id}/check`, readingOf(file)),
      200,
      PlanCheck,
    );
    expect(check).toMatchObject({ rows: 2, known: 0, faultsInAll: 0, sample: [{ code: 'T-1' }, { sector: 'waste' }] });
    expect((await pageOf(city)).inAll).toBe(0);

    const input: ImportInput = { file: file.id, name: 'Plan 2030.csv', reading: readingOf(file) };
    await (await city.browser.post(`${city.base}/imports`, input)).text();

    const titles = async (query: string) => (await pageOf(city, query)).actions.map(({ title }) => title);
    expect(await titles('')).toEqual(['Träd på skolgårdar', 'Återbruk']);
    expect(await titles('?search=SKOLG%C3%85RDAR%20tr%C3%A4d')).toEqual(['Träd på skolgårdar']);
    expect(await titles('?sector=waste')).toEqual(['Återbruk']);
    expect(await titles(`?search=${encodeURIComponent('%_\\')}`)).toEqual(['Träd på skolgårdar']);
    expect(await titles(`?search=${encodeURIComponent('T%2')}`)).toEqual([]);
    expect(await titles('?from=1&most=1')).toEqual(['Återbruk']);
    expect(await problemCode(await city.browser.get(`${city.base}?most=1000`), 422)).toBe('malformed');
  });

  test('of 14,000 rows is imported with progress', async () => {
    const city = await register('Bo', 'city');
    const news = await bringIn(city, planOf(14_000));
    const saved = news.flatMap((each) => (each.is === 'saving' ? each.saved : []));
    expect(saved.length).toBeGreaterThan(10);
    expect(saved).toEqual(saved.toSorted((a, b) => a - b));
    expect(news.at(-1)).toMatchObject({ is: 'done', actions: 14_000 });
    expect((await pageOf(city, '?from=13990')).actions.map(({ code }) => code).at(-1)).toBe('T-13999');
  });

  test('imported again keeps the ids of its actions, and those that it no longer lists', async () => {
    const city = await register('Cecilia', 'city');
    await bringIn(city, planOf(3));
    const before = await pageOf(city);
    server.clock.at += 1;
    await bringIn(city, planOf(2, 'Water'));
    const after = await pageOf(city);

    expect(after.actions.map(({ title }) => title)).toEqual(['Water 0', 'Water 1', 'Plant 2']);
    expect(after.actions.map(({ id }) => id)).toEqual(before.actions.map(({ id }) => id));
  });

  test('is imported as a whole or not at all', async () => {
    const city = await register('Dag', 'city');
    const file = await send(city, 'Titel;Slutår\nTrees;2030\n;2031\nShade;soon');
    const reading = readingOf(file);
    const check = await parseBody(
      await city.browser.post(`${city.base}/files/${file.id}/check`, reading),
      200,
      PlanCheck,
    );
    expect(check.faults).toEqual([
      { row: 3, field: 'title', fault: 'missing', value: '' },
      { row: 4, field: 'until', fault: 'not-a-year', value: 'soon' },
    ]);
    const input = { file: file.id, name: 'plan.csv', reading };
    expect(await problemCode(await city.browser.post(`${city.base}/imports`, input), 422)).toBe('plan-has-faults');
    expect((await pageOf(city)).inAll).toBe(0);
  });

  test('that is cancelled halfway leaves nothing behind', async () => {
    const city = await register('Eva', 'city');
    const file = await send(city, planOf(2_000));
    const input: ImportInput = { file: file.id, name: 'plan.csv', reading: readingOf(file) };
    const reader = (await city.browser.post(`${city.base}/imports`, input)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect
      .poll(() => server.storage.selectFrom('libraryImports').select('id').where('done', '=', 0).execute())
      .toEqual([]);
    expect((await pageOf(city)).inAll).toBe(0);
  });

  test('that a crash interrupted is ignored and then purged', async () => {
    const city = await register('Frida', 'city');
    const [news] = (await bringIn(city, planOf(2))).slice(-1);
    if (news?.is !== 'done') throw new Error('It was not brought in');
    await server.storage.updateTable('libraryImports').set({ done: 0 }).where('id', '=', news.import).execute();
    expect((await pageOf(city)).inAll).toBe(0);
    expect(await server.imports.purge()).toBe(0);
    server.clock.at += 2 * 60 * 60_000;
    expect(await server.imports.purge()).toBe(1);
  });

  test('can be removed by action or by file', async () => {
    const city = await register('Gun', 'city');
    await bringIn(city, planOf(3));
    const [first] = (await pageOf(city)).actions;
    expect((await city.browser.delete(`${city.base}/actions/${first?.id}`)).status).toBe(204);
    expect(await problemCode(await city.browser.delete(`${city.base}/actions/${first?.id}`), 404)).toBe(
      'unknown-action',
    );
    const [brought] = await parseBody(await city.browser.get(`${city.base}/imports`), 200, PlanImport.array());
    expect(brought).toMatchObject({ name: 'plan.csv', actions: 2 });
    expect((await city.browser.delete(`${city.base}/imports/${brought?.id}`)).status).toBe(204);
    expect((await pageOf(city)).inAll).toBe(0);
  });
});

describe('a file', () => {
  test('of another format is refused with its reason', async () => {
    const { browser, base } = await register('Hans', 'city');
    expect(await problemCode(await browser.post(`${base}/files`, '<html>'), 422)).toBe('plan-not-a-sheet');
    expect(await problemCode(await browser.post(`${base}/files`, ''), 422)).toBe('plan-empty');
  });

  test('that is too large is refused, with or without Content-Length', async () => {
    const { browser, base } = await register('Ida', 'city');
    const large = new Uint8Array(planFileBytesMax + 1);
    expect(await problemCode(await browser.post(`${base}/files`, large), 413)).toBe('file-too-large');
    const headers = { 'content-length': String(50 * 1024 * 1024) };
    expect(await problemCode(await browser.post(`${base}/files`, 'small', { headers }), 413)).toBe('file-too-large');
    expect(await problemCode(await browser.post(`${base}/imports`, large.subarray(0, 70_000)), 413)).toBe(
      'body-too-large',
    );
  });

  test('that has expired has to be sent again', async () => {
    const city = await register('Jan', 'city');
    const first = await send(city, planOf(1));
    for (let others = 0; others < 8; others += 1) await send(city, planOf(1));
    const input = { file: first.id, name: 'plan.csv', reading: readingOf(first) };
    expect(await problemCode(await city.browser.post(`${city.base}/imports`, input), 404)).toBe('unknown-file');
  });

  test('is read by its own city alone', async () => {
    const file = await send(await register('Karin', 'city'), planOf(1));
    const other = await register('Lars', 'city');
    const path = `${other.base}/files/${file.id}/check`;
    expect(await problemCode(await other.browser.post(path, readingOf(file)), 404)).toBe('unknown-file');
  });

  test('needs a column of titles', async () => {
    const city = await register('Mona', 'city');
    const file = await send(city, planOf(1));
    const reading = { ...readingOf(file), mapping: {} };
    expect(await problemCode(await city.browser.post(`${city.base}/files/${file.id}/check`, reading), 422)).toBe(
      'malformed',
    );
  });
});

describe('people of other organisations', () => {
  test('read and change nothing in a library', async () => {
    const city = await register('Nils', 'city');
    await bringIn(city, planOf(1));
    const [action] = (await pageOf(city)).actions;
    const { browser: stranger, base: own } = await register('Olga', 'company');
    const all = (browser: TestBrowser, base: string) => [
      browser.get(base),
      browser.get(`${base}/imports`),
      browser.get(`${base}/actions/${action?.id}`),
      browser.delete(`${base}/actions/${action?.id}`),
      browser.post(`${base}/files`, planOf(1)),
      browser.post(`${base}/imports`, {}),
    ];
    for (const asked of all(stranger, city.base))
      expect(await problemCode(await asked, 404)).toBe('unknown-organisation');
    for (const asked of all(stranger, own)) expect(await problemCode(await asked, 403)).toBe('no-right');
    for (const asked of all(server.browser(), city.base))
      expect(await problemCode(await asked, 401)).toBe('signed-out');
    const nowhere = `/api/organisations/${newId(OrganisationId)}/library`;
    expect(await problemCode(await stranger.get(nowhere), 404)).toBe('unknown-organisation');
    expect((await pageOf(city)).inAll).toBe(1);
  });
});
