import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Letter, LetterParty } from './text.ts';
import { letterWords } from './words.ts';

/** No letter of somebody's words is taken for mark-up: two letters that differ never come to be one text. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|~+\-.!&]/g, (sign) => `\\${sign}`);

const paragraph = (text: string): string => text.split('\n').map(escaped).join('\\\n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const rowsOf = (party: LetterParty, share: (percent: number) => string): readonly string[] => {
  const name = escaped(party.country ? `${party.name} (${party.country})` : party.name);
  if (party.seats.length === 0) return [row([name, '–', '–', '–'])];
  return party.seats.map((seat) =>
    row([
      name,
      escaped(oneLine(seat.name)),
      escaped(oneLine(seat.role)) || '–',
      seat.share === undefined ? '–' : share(seat.share),
    ]),
  );
};

const oneLine = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

/** The letter's one text, to its last sign: whoever confirms the letter confirms this. */
export const letterMarkdown = (letter: Letter): string => {
  const { say } = letterWords(letter.language);
  const lead = letter.parties.find(({ leads }) => leads);
  const columns = (['letter_party', 'letter_seat', 'letter_role', 'letter_share'] as const).map((word) => say(word));
  const head = [row(columns), row(['---', '---', '---', '---:'])];
  const rows = letter.parties.flatMap((party) =>
    rowsOf(party, (percent) => say('letter_percent', { percent: `${percent}` })),
  );
  const blocks = [
    `# ${escaped(letter.title) || say('letter_untitled')}`,
    `## ${say('letter_parties')}`,
    [...head, ...rows].join('\n'),
    ...(lead ? [say('letter_lead', { company: escaped(lead.name) })] : []),
    say(letter.exclusive ? 'letter_exclusive' : 'letter_open'),
    ...letter.sections.flatMap(({ section, paragraphs }) => [
      `## ${say(`letter_${section}`)}`,
      ...(paragraphs.length > 0 ? paragraphs.map(paragraph) : [`*${say('letter_nothing')}*`]),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
};

/** SHA-256 of a text's UTF-8; reckoned here, since browsers have it only in secure contexts. */
export const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

export const letterHash = (letter: Letter): string => hashOf(letterMarkdown(letter));
