import { circleOfConsortium } from '@brygga/shared/document/circles';
import { createHash } from 'node:crypto';
import { asParam, DemoOpened } from '@brygga/shared/api/workshops';
import { boardOf, consortiaOn } from '@brygga/shared/agreements/board';
import { readWorkspace } from '@brygga/shared/agreements/workspace/workspace';
import { letterHash } from '@brygga/shared/domain/letter/letterMarkdown';
import { letterText } from '@brygga/shared/domain/letter/letterText';
import { CardId, newId, OrganisationId, type PersonId } from '@brygga/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

/** A consortium of the demo, with a person of a member, and people of other organisations. */
const findConsortium = () =>
  server.rooms.use(demo.id, async (room) => {
    const board = boardOf(room.doc);
    const personas = demo.personas.map(({ id, organisation }) => ({
      id,
      kind: organisation.kind,
      name: organisation.name,
    }));
    const companyOf = (person: PersonId) => board.person(person)?.organisation;
    for (const consortium of consortiaOn(room.doc)) {
      const isMember = (id: PersonId) => {
        const company = companyOf(id);
        return company !== undefined && Object.hasOwn(consortium.members, company);
      };
      const member = personas.find(({ id }) => isMember(id));
      const company = member && companyOf(member.id);
      if (!member || !company) continue;
      const others = (['city', 'company', 'host'] as const).flatMap((kind) => {
        const other = personas.find((persona) => persona.kind === kind && !isMember(persona.id));
        return other ? [other.id] : [];
      });
      return { consortium: consortium.id, member: member.id, company: OrganisationId.parse(company), others };
    }
    throw new Error('Nobody of the demo is in a consortium');
  });

const getLetter = (consortium: string, format: string, person: PersonId) =>
  browser.get(`/api/workshops/${demo.id}/consortia/${consortium}/letter.${format}?${asParam}=${person}`);

const beginLetter = async () => {
  const { member, consortium, company, ...rest } = await findConsortium();
  const path = `/api/workshops/${demo.id}/commands/letter.begin?${asParam}=${member}`;
  const response = await browser.post(path, { consortium, company }, { headers: { 'idempotency-key': newId(CardId) } });
  expect(response.status).toBe(200);
  return { member, consortium, company, ...rest };
};

test('a letter that has not been begun is not found', async () => {
  const { consortium, member } = await findConsortium();
  expect(await problemCode(await getLetter(consortium, 'pdf', member), 404)).toBe('unknown-letter');
});

test('a member downloads a letter as PDF, as Word and as the text whose hash is confirmed', async () => {
  const { consortium, member } = await beginLetter();
  const pdf = await getLetter(consortium, 'pdf', member);
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect(pdf.headers.get('content-disposition')).toContain('letter-of-intent-draft.pdf');
  const bytes = Buffer.from(await pdf.arrayBuffer()).toString('latin1');
  expect(bytes).toContain('<pdfuaid:part>1</pdfuaid:part>');
  for (const tag of ['/H1', '/H2', '/P', '/Table', '/TH']) expect(bytes).toContain(`/S ${tag}`);

  const docx = await getLetter(consortium, 'docx', member);
  expect(docx.headers.get('content-disposition')).toContain('letter-of-intent-draft.docx');
  expect(
    Buffer.from(await docx.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');

  const markdown = await (await getLetter(consortium, 'md', member)).text();
  const hash = await server.rooms.use(demo.id, (main) =>
    server.rooms.use(documentName(demo.id, circleOfConsortium(consortium)), async (room) => {
      const text = letterText(consortium, readWorkspace(room.doc), boardOf(main.doc));
      return text && letterHash(text);
    }),
  );
  expect(createHash('sha256').update(markdown, 'utf8').digest('hex')).toBe(hash);
});

test('P9: nobody but members downloads a letter', async () => {
  const { consortium, others } = await beginLetter();
  expect(others.length).toBeGreaterThanOrEqual(2);
  for (const person of others)
    for (const format of ['pdf', 'docx', 'md'])
      expect(await problemCode(await getLetter(consortium, format, person), 403)).toBe('no-right');

  const stranger = server.browser();
  const path = `/api/workshops/${demo.id}/consortia/${consortium}/letter.md`;
  expect(await problemCode(await stranger.get(path), 401)).toBe('signed-out');
  await stranger.post('/api/auth/register', registration('Stranger'));
  expect(await problemCode(await stranger.get(path), 404)).toBe('unknown-workshop');
});

test('the letter of an unknown consortium is not found', async () => {
  const { member } = await findConsortium();
  expect(await problemCode(await getLetter(newId(CardId), 'pdf', member), 403)).toBe('no-right');
  expect(await problemCode(await getLetter('__proto__', 'pdf', member), 404)).toBe('unknown-workshop');
});
