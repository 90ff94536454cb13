import { expect, test } from 'vitest';
import { findRetiredNames, retiredWords } from './retiredNames.ts';
import { parseSource } from './sources.ts';

const complaints = (file: string, text: string): string => findRetiredNames([parseSource(file, text)]).join('\n');

test('an exported name with a retired word is refused, with the new word', () => {
  const found = complaints(
    'server/src/sync/room/writer.ts',
    'export class Scribe {}\nexport const trayEntries = [];\n',
  );
  expect(found).toContain('writer.ts:1: Scribe uses the retired word "scribe". Say: JournalWriter.');
  expect(found).toContain('writer.ts:2: trayEntries uses the retired word "tray". Say: returnedEdits');
});

test('a file name with a retired word is refused, a component too', () => {
  expect(complaints('client/src/features/inbox/TrayButton.svelte', '<p></p>\n')).toContain('retired word "tray"');
});

test('a word counts as a whole, and only where it has the retired meaning', () => {
  expect(complaints('server/src/sync/room/room.ts', 'export class Room {}\nexport const portrayed = 1;\n')).toBe('');
  expect(complaints('client/src/pages/Room.svelte', '<p></p>\n')).toContain('BoardScreen');
});

test('names that a file keeps to itself are its own business', () => {
  expect(complaints('shared/src/ids.ts', 'const tray = 1;\nexport const id = tray;\n')).toBe('');
});

test('the glossary names each retired word', async () => {
  const { readFile } = await import('node:fs/promises');
  const glossary = await readFile(new URL('../../../shared/docs/glossary.md', import.meta.url), 'utf8');
  const retired = glossary.slice(glossary.indexOf('## Retired words')).toLowerCase();
  const missing = retiredWords.map(({ word }) => word).filter((word) => !retired.includes(word));
  expect(missing).toEqual([]);
});
