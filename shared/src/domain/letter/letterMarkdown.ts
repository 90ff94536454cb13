import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Letter, LetterParty } from './letterText.ts';
import { letterMessages } from './letterMessages.ts';

/** Escapes all mark-up in people's texts, so that two different letters never give the same text. */
const escapeMarkdown = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|~+\-.!&]/g, (sign) => `\\${sign}`);

const paragraph = (text: string): string => text.split('\n').map(escapeMarkdown).join('\\\n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const rowsOf = (party: LetterParty, share: (percent: number) => string): readonly string[] => {
  const name = escapeMarkdown(party.country ? `${party.name} (${party.country})` : party.name);
  if (party.seats.length === 0) return [row([name, '–', '–', '–'])];
  return party.seats.map((seat) =>
    row([
      name,
      escapeMarkdown(oneLine(seat.name)),
      escapeMarkdown(oneLine(seat.role)) || '–',
      seat.share === undefined ? '–' : share(seat.share),
    ]),
  );
};

const oneLine = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

/** The canonical text of a letter, which its confirmations are for. */
export const letterMarkdown = (letter: Letter): string => {
  const { message } = letterMessages(letter.language);
  const lead = letter.parties.find(({ leads }) => leads);
  const columns = (['letter_party', 'letter_seat', 'letter_role', 'letter_share'] as const).map((key) => message(key));
  const head = [row(columns), row(['---', '---', '---', '---:'])];
  const rows = letter.parties.flatMap((party) =>
    rowsOf(party, (percent) => message('letter_percent', { percent: `${percent}` })),
  );
  const blocks = [
    `# ${escapeMarkdown(letter.title) || message('letter_untitled')}`,
    `## ${message('letter_parties')}`,
    [...head, ...rows].join('\n'),
    ...(lead ? [message('letter_lead', { company: escapeMarkdown(lead.name) })] : []),
    message(letter.exclusive ? 'letter_exclusive' : 'letter_open'),
    ...letter.sections.flatMap(({ section, paragraphs }) => [
      `## ${message(`letter_${section}`)}`,
      ...(paragraphs.length > 0 ? paragraphs.map(paragraph) : [`*${message('letter_nothing')}*`]),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
};

/** SHA-256 of a text's UTF-8; in JavaScript, since browsers have it only in secure contexts. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

export const letterHash = (letter: Letter): string => sha256Hex(letterMarkdown(letter));
