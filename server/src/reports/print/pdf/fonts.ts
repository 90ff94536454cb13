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

/** The client's typeface; pdfkit embeds the glyphs that are used. */
export const registerFonts = (doc: { registerFont(name: string, file: string): unknown }): void => {
  for (const face of ['regular', 'bold', 'italic', 'boldItalic'] as const) doc.registerFont(face, fileOf(face));
};

export const faceOf = ({ bold, italic }: { bold?: true | undefined; italic?: true | undefined }): Face => {
  if (bold) return italic ? 'boldItalic' : 'bold';
  return italic ? 'italic' : 'regular';
};

const regularFont = openSync(fileOf('regular'));
if (!('hasGlyphForCodePoint' in regularFont)) throw new Error('The typeface is a collection');

/** All faces have the same glyphs. */
const hasGlyph = (letter: string): boolean => regularFont.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);

/** Characters without a glyph that mustn't become a question mark. */
const isControl = (letter: string): boolean => /[\p{Cc}\p{Cf}]/u.test(letter);

const printableCharacter = (letter: string): string => {
  if (letter === '\n' || hasGlyph(letter)) return letter;
  if (isControl(letter)) return '';
  const plain = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain !== '' && [...plain].every(hasGlyph) ? plain : '?';
};

/**
 * A text in glyphs that the typeface has: those of Europe's Latin scripts. Other characters are
 * simplified (`CO₂` becomes `CO2`) or else become a question mark, so that the loss shows.
 */
export const printable = (text: string): string => Array.from(text.normalize('NFC'), printableCharacter).join('');
