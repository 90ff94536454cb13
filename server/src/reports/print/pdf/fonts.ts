import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

const { resolve } = createRequire(import.meta.url);

export type Face = 'regular' | 'bold' | 'italic' | 'boldItalic';

const faceNames: Readonly<Record<Face, string>> = {
  regular: '400Regular',
  bold: '700Bold',
  italic: '400Regular_Italic',
  boldItalic: '700Bold_Italic',
};

const fileOf = (face: Face): string => {
  const name = faceNames[face];
  const font = '@expo-google-fonts/atkinson-hyperlegible-next';
  return resolve(`${font}/${name}/AtkinsonHyperlegibleNext_${name}.ttf`);
};

/** The client's typeface, as pdfkit embeds it: the letters that are used, no more. */
export const registerFonts = (doc: { registerFont(name: string, file: string): unknown }): void => {
  for (const face of ['regular', 'bold', 'italic', 'boldItalic'] as const) doc.registerFont(face, fileOf(face));
};

export const faceOf = ({ bold, italic }: { bold?: true | undefined; italic?: true | undefined }): Face => {
  if (bold) return italic ? 'boldItalic' : 'bold';
  return italic ? 'italic' : 'regular';
};

const regularFont = openSync(fileOf('regular'));
if (!('hasGlyphForCodePoint' in regularFont)) throw new Error('The typeface is a collection, which is none of ours');

/** All faces have the same letters. */
const hasGlyph = (letter: string): boolean => regularFont.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);

/** Drawn, though no font has a letter for it. */
const isControl = (letter: string): boolean => /[\p{Cc}\p{Cf}]/u.test(letter);

const printableCharacter = (letter: string): string => {
  if (letter === '\n' || hasGlyph(letter)) return letter;
  if (isControl(letter)) return '';
  const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain !== '' && [...plain].every(hasGlyph) ? plain : '?';
};

/**
 * A text in letters that the typeface has: it has those of Europe's Latin scripts. What it has not is
 * written plainer (`CO₂` as `CO2`), and else as a question mark, so that nobody takes it for whole.
 */
export const printable = (text: string): string => Array.from(text.normalize('NFC'), printableCharacter).join('');
