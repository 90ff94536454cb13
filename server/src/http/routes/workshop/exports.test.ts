import { BoardExport, boardSchemaPath } from '@brygga/shared/api/exports';
import { asParam, DemoOpened } from '@brygga/shared/api/workshops';
import { boardKinds, putCard } from '@brygga/shared/document/cards/index';
import { provenanceLinkTo } from '@brygga/shared/document/cards/provenance';
import english from '@brygga/shared/messages/en/taxonomy.json' with { type: 'json' };
import { CardId, newId, OrganisationId, PersonId, type WorkshopId } from '@brygga/shared/ids';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { documentName } from '../../../storage/documentName.ts';
import {
  parseBody,
  problemCode,
  type TestBrowser,
  openTestServer,
  registration,
  type TestServer,
} from '../../../testing/testServer.ts';

let server: TestServer;
let browser: TestBrowser;
let demo: DemoOpened;
beforeAll(async () => {
  server = await openTestServer();
  browser = server.browser();
  demo = await parseBody(await browser.post('/api/demo', {}), 201, DemoOpened);
});
afterAll(() => server.close());

const personaOf = (kind: 'city' | 'company' | 'host') => {
  const persona = demo.personas.find(({ organisation }) => organisation.kind === kind);
  if (!persona) throw new Error(`The demo has nobody of a ${kind}`);
  return persona;
};

/** Gets an export as a persona of the demo. */
const get = (path: string, query: Record<string, string> = {}, kind: 'city' | 'company' | 'host' = 'company') => {
  const parameters = new URLSearchParams({ [asParam]: personaOf(kind).id, ...query });
  return browser.get(`/api/workshops/${demo.id}/exports/${path}?${parameters}`);
};

const rowsOf = async (response: Response, delimiter = ',') => {
  expect(response.status).toBe(200);
  const rows: string[][] = parse(await response.text(), { delimiter, bom: true });
  return rows;
};

const exported = async () => parseBody(await get('board.json'), 200, BoardExport);
const challengeId = async () => {
  const challengeWithNeeds = (await exported()).cards.find(
    (card) => card.kind === 'challenge' && card.needs.length > 0,
  );
  if (!challengeWithNeeds) throw new Error('The demo has no challenge with needs');
  return challengeWithNeeds.id;
};

const commonFields = { x: 0, y: 0, w: 320, h: 240, order: 'a0', createdAt: 1 };
const challenge = (city: OrganisationId, title: string) => ({
  ...commonFields,
  kind: 'challenge' as const,
  city,
  title,
  sector: 'waste' as const,
  createdBy: newId(PersonId),
  brief: '<b>bold</b> & plain',
});

test('an exported board names its schema at the origin that the browser knows behind a proxy', async () => {
  const path = `/api/workshops/${demo.id}/exports/board.json?${new URLSearchParams({ [asParam]: personaOf('host').id })}`;
  const response = await browser.get(path, { headers: { 'x-forwarded-proto': 'https' } });
  expect((await parseBody(response, 200, BoardExport)).$schema).toBe(`https://localhost${boardSchemaPath}`);
});

describe('tables of the board', () => {
  test('list the cards in the reader’s language with its delimiter', async () => {
    const english = await rowsOf(await get('challenges.csv', { language: 'en' }));
    const swedish = await rowsOf(await get('challenges.csv', { language: 'sv' }), ';');
    expect(english[0]?.slice(0, 4)).toEqual(['Title', 'City', 'Country', 'Area']);
    expect(swedish[0]?.slice(0, 4)).toEqual(['Titel', 'Stad', 'Land', 'Område']);
    expect(english.length).toBe(swedish.length);
    expect(english.slice(1).map(([, city]) => city)).toContain('Rotterdam');
    expect(swedish.slice(1).map(([, , country]) => country)).toContain('Nederländerna');

    const needs = await rowsOf(await get('needs.csv', { language: 'en' }));
    const offers = await rowsOf(await get('offers.csv', { language: 'en' }));
    const consortia = await rowsOf(await get('consortia.csv', { language: 'en' }));
    const board = await exported();
    const count = (kind: string) => board.cards.filter((card) => card.kind === kind).length;
    expect([offers.length - 1, consortia.length - 1]).toEqual([count('offer'), count('consortium')]);
    expect(needs.length).toBeGreaterThan(3);
    expect(consortia[1]?.slice(2, 4).every((cell) => cell !== '')).toBe(true);
  });

  test('name the first author of each concept', async () => {
    const [aino, bo] = [personaOf('city'), personaOf('company')];
    const [note, concept] = [newId(CardId), newId(CardId)];
    const first = { id: note, kind: 'note', createdBy: aino.id, createdAt: 1 };
    await server.rooms.create(demo.id, (doc) => {
      putCard(doc, concept, {
        ...commonFields,
        kind: 'concept',
        title: 'Shady yards',
        text: 'Trees',
        createdBy: bo.id,
        parts: ['urban_greening'],
        derivedFrom: [provenanceLinkTo(first)],
      });
    });
    const rows = await rowsOf(await get('concepts.csv', { language: 'en' }));
    expect(rows[0]).toEqual(['Title', 'Text', 'Challenge', 'Capabilities', 'Made by', 'First said by', 'Id']);
    const greening = english.capability_urban_greening;
    expect(rows.at(-1)).toEqual(['Shady yards', 'Trees', '', greening, bo.name, aino.name, concept]);
  });

  test('are files in which a spreadsheet runs no formulas of people', async () => {
    const city = newId(OrganisationId);
    const title = '=HYPERLINK("http://evil.example";"Click")';
    await server.rooms.create(demo.id, (doc) => putCard(doc, newId(CardId), challenge(city, title)));
    const response = await get('challenges.csv', { language: 'en' });
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="challenges.csv"; filename*=UTF-8''challenges.csv`,
    );
    const titles = (await rowsOf(response)).map(([first]) => first);
    expect(titles).toContain(`'${title}`);
    expect(titles).not.toContain(title);
  });
});

describe('the board as JSON', () => {
  test('fits its public schema', async () => {
    await server.rooms.create(demo.id, (doc) =>
      putCard(doc, newId(CardId), { ...commonFields, kind: 'concept', createdBy: personaOf('city').id }),
    );
    const board = await exported();
    expect(board.workshop.id).toBe(demo.id);
    expect(new Set(board.cards.map(({ kind }) => kind))).toEqual(new Set(boardKinds));
    expect(board.$schema).toMatch(new RegExp(`${boardSchemaPath}$`));
    const Schema = z.object({ title: z.string(), properties: z.record(z.string(), z.unknown()) });
    const schema = await parseBody(await server.browser().get(boardSchemaPath), 200, Schema);
    expect(Object.keys(schema.properties)).toEqual(Object.keys(board));
  });
});

describe('a brief', () => {
  const Bytes = async (response: Response) => {
    expect(response.status).toBe(200);
    return new Uint8Array(await response.arrayBuffer());
  };

  test('comes as a Word document, with markup as plain text', async () => {
    const city = newId(OrganisationId);
    const id = newId(CardId);
    await server.rooms.create(demo.id, (doc) => putCard(doc, id, challenge(city, 'Sopor & <script>')));
    const response = await get(`challenges/${id}/brief.docx`, { language: 'sv' });
    expect(response.headers.get('content-disposition')).toMatch(/utmaning\.docx/);
    const files = unzipSync(await Bytes(response));
    const xml = strFromU8(files['word/document.xml'] ?? new Uint8Array());
    expect(xml).toContain('Sopor &amp; &lt;script&gt;');
    expect(xml).toContain('&lt;b&gt;bold&lt;/b&gt; &amp; plain');
    expect(xml).toMatch(/w:pStyle w:val="Title"/);
    expect(xml).toMatch(/w:pStyle w:val="Heading1"/);
    expect(strFromU8(files['word/styles.xml'] ?? new Uint8Array())).toContain('sv-SE');
  });

  test('comes as a tagged PDF with language and title', async () => {
    const response = await get(`challenges/${await challengeId()}/brief.pdf`, { language: 'en' });
    const pdf = Buffer.from(await Bytes(response)).toString('latin1');
    expect(pdf.slice(0, 8)).toBe('%PDF-1.7');
    expect(pdf).toContain('/Lang (en)');
    expect(pdf).toContain('/Marked true');
    expect(pdf).toContain('/DisplayDocTitle true');
    expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
    for (const tag of ['/H1', '/H2', '/P', '/Table', '/TH', '/TD']) expect(pdf).toContain(`/S ${tag}`);
  });

  test('of an unknown challenge is not found', async () => {
    expect(await problemCode(await get(`challenges/${newId(CardId)}/brief.pdf`), 404)).toBe('unknown-brief');
    const note = (await exported()).cards.find(({ kind }) => kind === 'note');
    expect(await problemCode(await get(`challenges/${note?.id}/brief.docx`), 404)).toBe('unknown-brief');
    expect(await problemCode(await get('challenges/__proto__/brief.docx'), 404)).toBe('unknown-brief');
  });
});

describe('access to exports', () => {
  const draftOf = async (workshop: WorkshopId) => {
    const city = (await exported()).organisations.find(({ name }) => name === personaOf('city').organisation.name);
    if (!city) throw new Error('The demo has no city');
    const id = newId(CardId);
    const circle = { is: 'city' as const, id: city.id };
    await server.rooms.create(documentName(workshop, circle), (doc) => putCard(doc, id, challenge(city.id, 'A draft')));
    return { path: `challenges/${id}/brief.docx`, circle: `city-${city.id}` };
  };

  test('P9: a city’s draft is exported to its city and to facilitators alone', async () => {
    const { path, circle } = await draftOf(demo.id);
    expect((await get(path, { circle }, 'city')).status).toBe(200);
    expect((await get(path, { circle }, 'host')).status).toBe(200);
    expect(await problemCode(await get(path, { circle }, 'company'), 403)).toBe('no-right');
    expect(await problemCode(await get(path, {}, 'company'), 404)).toBe('unknown-brief');
    expect(JSON.stringify(await exported())).not.toContain('A draft');
    expect(await (await get('challenges.csv')).text()).not.toContain('A draft');
  });

  test('P9: people outside the workshop can’t tell that it exists', async () => {
    const stranger = server.browser();
    const path = `/api/workshops/${demo.id}/exports/board.json`;
    expect(await problemCode(await stranger.get(path), 401)).toBe('signed-out');
    await stranger.post('/api/auth/register', registration('Stranger'));
    expect(await problemCode(await stranger.get(path), 404)).toBe('unknown-workshop');
    expect(await problemCode(await stranger.get(`${path}?circle=city-${newId(OrganisationId)}`), 404)).toBe(
      'unknown-workshop',
    );
    expect(await problemCode(await get('challenges.csv', { circle: 'nothing' }), 404)).toBe('unknown-workshop');
    expect(await problemCode(await get('challenges.csv', { language: 'tlh' }), 422)).toBe('malformed');
  });
});

describe('the vault', () => {
  const exportPaths = ['board.json', 'challenges.csv', 'needs.csv', 'offers.csv', 'consortia.csv'];

  test('P9: is in no export, whichever circle is requested', async () => {
    const one = personaOf('company');
    const { organisations } = await exported();
    const companies = organisations.filter(({ kind }) => kind === 'company');
    const own = companies.find(({ name }) => name === one.organisation.name);
    const other = companies.find(({ name }) => name !== one.organisation.name);
    const key = { headers: { 'idempotency-key': 'shown once' } };
    const response = await browser.post(
      `/api/workshops/${demo.id}/commands/interest.show?${asParam}=${one.id}`,
      { to: { organisation: other?.id }, level: 'talk', note: 'SECRET-SAILS' },
      key,
    );
    expect(response.status).toBe(200);
    for (const kind of ['host', 'city', 'company'] as const) {
      for (const path of exportPaths) {
        expect(await (await get(path, {}, kind)).text()).not.toContain('SECRET-SAILS');
        expect(await problemCode(await get(path, { circle: 'vault' }, kind), 403)).toBe('no-right');
      }
      expect(
        await problemCode(await get(`challenges/${await challengeId()}/brief.pdf`, { circle: 'vault' }, kind), 403),
      ).toBe('no-right');
    }
    const companyCircle = `company-${own?.id}`;
    expect(await problemCode(await get('board.json', { circle: companyCircle }, 'host'), 403)).toBe('no-right');
  });
});
