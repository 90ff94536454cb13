import { boardOf } from '@brygga/shared/agreements/board';
import { createFact, writeFacts } from '@brygga/shared/agreements/facts';
import { letterText } from '@brygga/shared/domain/letter/letterText';
import type { CardId } from '@brygga/shared/ids';
import { companyPeople, needIds, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop, type Workshop } from '@brygga/shared/testing/workshop';
import { plainText } from '@brygga/shared/document/text/richText';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { extractText, getDocumentProxy } from 'unpdf';
import { renderDocx } from './print/renderDocx.ts';
import { renderPdf } from './print/pdf/renderPdf.ts';
import { letterDocument } from './letterDocument.ts';

const [lead, partner] = [nth(companyPeople, 0), nth(companyPeople, 1)];
const at = Date.UTC(2026, 10, 25);

const documentOf = (workshop: Workshop, consortium: CardId) => {
  const board = boardOf(workshop.doc);
  const room = workshop.workspace(consortium);
  const letter = letterText(consortium, room, board);
  if (!letter) throw new Error('There is no letter');
  return letterDocument(letter, workshop.consortium(consortium), room, board, { at });
};

/** Two parties, of whom the lead has confirmed the letter. */
const confirmedByOne = () => {
  const workshop = newWorkshop();
  writeFacts(workshop.doc, [
    createFact('person.listed', {
      person: lead.id,
      name: 'Åsa Lind',
      role: 'participant',
      organisation: nth(lead.organisations, 0).id,
    }),
  ]);
  const { consortium } = workshop.beginLetter();
  workshop.execute('share.set', { consortium, need: needIds[1], share: 40, role: 'Sews the sails' }, partner);
  const hash = workshop.letterHash(consortium);
  workshop.execute('letter.confirm', { consortium, hash }, lead);
  return { workshop, consortium, hash };
};

const sectionOf = (document: ReturnType<typeof documentOf>, heading: string) =>
  plainText(document.sections.find((section) => section.heading === heading)?.blocks ?? []);

const pdfText = async (document: ReturnType<typeof documentOf>) => {
  const { text } = await extractText(await getDocumentProxy(await renderPdf(document)), { mergePages: true });
  return text.replaceAll(/\s+/g, ' ');
};
const docxText = async (document: ReturnType<typeof documentOf>) => {
  const files = unzipSync(await renderDocx(document));
  const xml = ['word/document.xml', 'word/footer1.xml'].map((name) => strFromU8(files[name] ?? new Uint8Array()));
  return xml
    .join(' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
};

test('a letter says its parties, its sections, and who has confirmed it when', () => {
  const { workshop, consortium, hash } = confirmedByOne();
  const document = documentOf(workshop, consortium);
  expect(document.title).toBe('Letter of intent: Cool streets');
  expect(sectionOf(document, 'Parties, roles and shares')).toContain(
    'Company 2 (SE) | Heat and shade | Sews the sails | 40 %',
  );
  expect(sectionOf(document, 'Aim')).toContain('“Shade for schools”');
  const confirmations = sectionOf(document, 'Confirmations');
  expect(confirmations).toContain('Company 1 | Åsa Lind | January 1, 1970 at 12:16 AM UTC | This text');
  expect(confirmations).toContain('Company 2 | – | – | Not confirmed yet');
  expect(confirmations).toContain(hash);
});

test('a letter is a draft until all have confirmed this text, and again when it has changed', () => {
  const { workshop, consortium, hash } = confirmedByOne();
  expect(documentOf(workshop, consortium).notice).toBe('Draft, not confirmed by all');
  workshop.execute('letter.confirm', { consortium, hash }, partner);
  expect(documentOf(workshop, consortium).notice).toBe('Confirmed by all parties');
  workshop.typeInLetter(consortium, 'term', 'Not ');
  const changed = documentOf(workshop, consortium);
  expect(changed.notice).toBe('Draft, not confirmed by all');
  expect(sectionOf(changed, 'Confirmations')).toContain('An earlier text');
});

test.each([
  ['PDF', pdfText],
  ['Word document', docxText],
])('a letter’s %s has all of its messages, in reading order', async (_what, textOf) => {
  const { workshop, consortium, hash } = confirmedByOne();
  workshop.typeInLetter(consortium, 'money', 'Each pays its own.\n\nÅ, ä & <ö>. ');
  const document = documentOf(workshop, consortium);
  const text = (await textOf(document)).replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  let from = 0;
  for (const { heading } of document.sections) {
    from = text.indexOf(heading, from);
    expect(from, heading).toBeGreaterThan(-1);
  }
  expect(text).toContain('Letter of intent: Cool streets');
  expect(text).toContain('Each pays its own.');
  expect(text).toContain('Å, ä & <ö>.');
  expect(text).toContain('Sews the sails');
  expect(text).toContain('Draft, not confirmed by all');
  expect(text.replaceAll(' ', '')).toContain(workshop.letterHash(consortium));
  expect(workshop.letterHash(consortium)).not.toBe(hash);
});

test('a letter in Swedish is Swedish throughout', async () => {
  const workshop = newWorkshop();
  const consortium = workshop.formConsortium();
  workshop.execute('letter.begin', { consortium, language: 'sv' }, lead);
  const text = await pdfText(documentOf(workshop, consortium));
  for (const messages of [
    'Avsiktsförklaring',
    'Parter, roller och andelar',
    'Utkast, inte bekräftat av alla',
    'Sida 1',
  ])
    expect(text).toContain(messages);
  expect(text).not.toMatch(/Confirmed|Parties|Draft/);
});
