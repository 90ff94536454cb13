import type { Block } from '@brygga/shared/document/text/richText';
import { expect, test } from 'vitest';
import { printable } from './fonts.ts';
import { renderPdf } from './renderPdf.ts';

const paragraph = (text: string): Block => ({ is: 'paragraph', runs: [{ text }] });
const pdfOf = async (title: string, ...blocks: Block[]) => {
  const bytes = await renderPdf({
    language: 'en',
    title,
    notice: 'Early dialogue',
    page: 'Page',
    asOf: 'Today',
    author: 'A & B',
    facts: [],
    sections: [{ heading: 'Brief', blocks }],
  });
  return Buffer.from(bytes).toString('latin1');
};
const count = (pdf: string, what: RegExp) => [...pdf.matchAll(what)].length;
const pages = (pdf: string) => count(pdf, /\/Type \/Page\b/g);

test('text is written in letters that the typeface has, and says where one is missing', () => {
  expect(printable('Ängelholm, Łódź, “§ 4” – 30 °C')).toBe('Ängelholm, Łódź, “§ 4” – 30 °C');
  expect(printable('CO₂ → ½\u0007\u200b')).toBe('CO2 ? ½');
  expect(printable('Жук')).toBe('???');
});

test('a long brief has as many pages as it needs, and each has its foot', async () => {
  const pdf = await pdfOf(
    'Long',
    ...Array.from({ length: 120 }, () => paragraph('Trees and shade for all. '.repeat(20))),
  );
  expect(pages(pdf)).toBeGreaterThan(5);
  expect(pages(pdf)).toBeLessThan(30);
});

test('links are elements of their own, with their addresses', async () => {
  const pdf = await pdfOf('Links', {
    is: 'paragraph',
    runs: [{ text: 'See ' }, { text: 'this', link: 'https://a.example' }],
  });
  expect(pdf).toContain('/S /Link');
  expect(pdf).toContain('(https://a.example)');
});

test('what is said of the document is no mark-up in it', async () => {
  const pdf = await pdfOf('<x>&</dc:title>');
  expect(pdf).not.toContain('<x>');
  expect(pdf).toContain('<dc:title>');
});

test('a table that no page has room for is read row by row', async () => {
  const wide: Block = {
    is: 'table',
    rows: [Array.from({ length: 40 }, () => ({ heading: false, blocks: [paragraph('x')] }))],
  };
  const tall: Block = { is: 'table', rows: [[{ heading: true, blocks: [paragraph('y '.repeat(20_000))] }]] };
  expect(await pdfOf('Wide', wide)).not.toContain('/S /Table');
  expect(pages(await pdfOf('Tall', tall))).toBeGreaterThan(3);
});
