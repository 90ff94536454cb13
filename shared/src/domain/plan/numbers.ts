import { z } from 'zod';

/** The sign before the decimals: only the writer knows whether `1,200` is twelve hundred. */
export const DecimalMark = z.enum([',', '.']);
export type DecimalMark = z.output<typeof DecimalMark>;

const spaces = /[\s\u00a0\u2009\u202f'’]/g;

/** `1 200 000,5`, `1.200.000`, `−3`; undefined where it is no number with that decimal mark. */
export const parseNumber = (text: string, mark: DecimalMark): number | undefined => {
  const digits = text.replace(spaces, '').replace('−', '-');
  const group = mark === ',' ? '.' : ',';
  const [whole = '', decimals, ...more] = digits.split(mark);
  if (more.length > 0 || (decimals !== undefined && !/^\d+$/.test(decimals))) return undefined;
  const isGrouped = whole.includes(group);
  const wholePattern = isGrouped ? new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+$`) : /^-?\d+$/;
  if (!wholePattern.test(whole)) return undefined;
  return Number(`${whole.replaceAll(group, '')}.${decimals ?? '0'}`);
};

/** A number and the unit around it: `12,5 MSEK`, `EUR 300 000`, `≈ 40 kt`. */
export const splitUnit = (text: string): { number: string; unit: string } | undefined => {
  const match =
    /^\s*(?:ca\.?|c\.|approx\.?|≈|~)?\s*(\D*?)\s*([-−]?\d(?:[\d\s.,\u00a0\u2009\u202f'’]*\d)?)\s*(.*?)\s*$/i.exec(text);
  const [, before = '', number, after = ''] = match ?? [];
  // `10–20` is a span, not twenty of something.
  if (number === undefined || (before !== '' && after !== '') || /^[-–—]/.test(after)) return undefined;
  return { number, unit: before || after };
};

/**
 * The decimal mark that most of these cells use, counting those that can be read in only one way;
 * undefined if the cells do not tell.
 */
export const likelyDecimalMark = (cells: readonly string[]): DecimalMark | undefined => {
  let comma = 0;
  let point = 0;
  for (const cell of cells) {
    const number = splitUnit(cell)?.number;
    if (number === undefined) continue;
    const asComma = parseNumber(number, ',') !== undefined;
    const asPoint = parseNumber(number, '.') !== undefined;
    if (asComma && !asPoint) comma += 1;
    if (asPoint && !asComma) point += 1;
  }
  if (comma === point) return undefined;
  return comma > point ? ',' : '.';
};
