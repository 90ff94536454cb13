import { z } from 'zod';

/** What stands before the decimals: only the writer knows whether `1,200` is twelve hundred. */
export const DecimalMark = z.enum([',', '.']);
export type DecimalMark = z.output<typeof DecimalMark>;

const spaces = /[\s\u00a0\u2009\u202f'’]/g;

/** `1 200 000,5`, `1.200.000`, `−3`; undefined where it is no number with that decimal mark. */
export const parseNumber = (written: string, mark: DecimalMark): number | undefined => {
  const digits = written.replace(spaces, '').replace('−', '-');
  const group = mark === ',' ? '.' : ',';
  const [whole = '', decimals, ...more] = digits.split(mark);
  if (more.length > 0 || (decimals !== undefined && !/^\d+$/.test(decimals))) return undefined;
  const grouped = whole.includes(group);
  const isWhole = grouped ? new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+$`) : /^-?\d+$/;
  if (!isWhole.test(whole)) return undefined;
  return Number(`${whole.replaceAll(group, '')}.${decimals ?? '0'}`);
};

/** A number and the unit around it: `12,5 MSEK`, `EUR 300 000`, `≈ 40 kt`. */
export const splitUnit = (written: string): { number: string; unit: string } | undefined => {
  const found =
    /^\s*(?:ca\.?|c\.|approx\.?|≈|~)?\s*(\D*?)\s*([-−]?\d(?:[\d\s.,\u00a0\u2009\u202f'’]*\d)?)\s*(.*?)\s*$/i.exec(
      written,
    );
  const [, before = '', number, after = ''] = found ?? [];
  // `10–20` is a span, not twenty of something.
  if (number === undefined || (before !== '' && after !== '') || /^[-–—]/.test(after)) return undefined;
  return { number, unit: before || after };
};

/**
 * Which mark the numbers of these cells speak for; undefined where they could be read either way.
 * A cell that can be read one way only is a voice.
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
