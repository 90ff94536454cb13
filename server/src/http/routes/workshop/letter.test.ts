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

/** A consortium of the demo, with somebody of a member, and somebody of each of those who are none. */
const cast = () =>
  server.rooms.use(demo.id, async (room) => {
    const board = boardOf(room.doc);
    const personas = demo.personas.map(({ id, organisation }) => ({
      id,
      kind: organisation.kind,
      name: organisation.name,
    }));
    const companyOf = (person: PersonId) => board.person(person)?.organisation;
    for (const its of consortiaOn(room.doc)) {
      const inIt = (id: PersonId) => {
        const company = companyOf(id);
        return company !== undefined && Object.hasOwn(its.members, company);
      };
      const member = personas.find(({ id }) => inIt(id));
      const company = member && companyOf(member.id);
      if (!member || !company) continue;
      const others = (['city', 'company', 'host'] as const).flatMap((kind) => {
        const found = personas.find((persona) => persona.kind === kind && !inIt(persona.id));
        return found ? [found.id] : [];
      });
      return { consortium: its.id, member: member.id, company: OrganisationId.parse(company), others };
    }
    throw new Error('Nobody of the demo is in a consortium');
  });

const letter = (consortium: string, format: string, person: PersonId) =>
  browser.get(`/api/workshops/${demo.id}/consortia/${consortium}/letter.${format}?${asParam}=${person}`);

const begun = async () => {
  const { member, consortium, company, ...rest } = await cast();
  const path = `/api/workshops/${demo.id}/commands/letter.begin?${asParam}=${member}`;
  const answer = await browser.post(path, { consortium, company }, { headers: { 'idempotency-key': newId(CardId) } });
  expect(answer.status).toBe(200);
  return { member, consortium, company, ...rest };
};

test('a letter that is not begun is not found', async () => {
  const { consortium, member } = await cast();
  expect(await problemCode(await letter(consortium, 'pdf', member), 404)).toBe('unknown-letter');
});

test('a member downloads it as PDF, Word and the text whose hash is confirmed', async () => {
  const { consortium, member } = await begun();
  const pdf = await letter(consortium, 'pdf', member);
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  expect(pdf.headers.get('content-disposition')).toContain('letter-of-intent-draft.pdf');
  const bytes = Buffer.from(await pdf.arrayBuffer()).toString('latin1');
  expect(bytes).toContain('<pdfuaid:part>1</pdfuaid:part>');
  for (const tag of ['/H1', '/H2', '/P', '/Table', '/TH']) expect(bytes).toContain(`/S ${tag}`);

  const docx = await letter(consortium, 'docx', member);
  expect(docx.headers.get('content-disposition')).toContain('letter-of-intent-draft.docx');
  expect(
    Buffer.from(await docx.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK');

  const markdown = await (await letter(consortium, 'md', member)).text();
  const hash = await server.rooms.use(demo.id, (main) =>
    server.rooms.use(documentName(demo.id, circleOfConsortium(consortium)), async (room) => {
      const text = letterText(consortium, readWorkspace(room.doc), boardOf(main.doc));
      return text && letterHash(text);
    }),
  );
  expect(createHash('sha256').update(markdown, 'utf8').digest('hex')).toBe(hash);
});

test('P9: nobody but members downloads it', async () => {
  const { consortium, others } = await begun();
  expect(others.length).toBeGreaterThanOrEqual(2);
  for (const person of others)
    for (const format of ['pdf', 'docx', 'md'])
      expect(await problemCode(await letter(consortium, format, person), 403)).toBe('no-right');

  const stranger = server.browser();
  const path = `/api/workshops/${demo.id}/consortia/${consortium}/letter.md`;
  expect(await problemCode(await stranger.get(path), 401)).toBe('signed-out');
  await stranger.post('/api/auth/register', registration('Stranger'));
  expect(await problemCode(await stranger.get(path), 404)).toBe('unknown-workshop');
});

test('the letter of an unknown consortium is not found', async () => {
  const { member } = await cast();
  expect(await problemCode(await letter(newId(CardId), 'pdf', member), 403)).toBe('no-right');
  expect(await problemCode(await letter('__proto__', 'pdf', member), 404)).toBe('unknown-workshop');
});
