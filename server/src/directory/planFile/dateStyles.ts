import type { Archive } from './archive.ts';
import { parseXml } from './parseXml.ts';

/** Built-in number formats that show a date: ECMA-376 part 1, 18.8.30. */
const isBuiltInDate = (format: number): boolean =>
  (format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);

/** A date format has a d or y outside of quotes, brackets and escapes. */
const showsDate = (code: string): boolean => /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, ''));

/** The cell styles that show numbers as dates. */
export const readDateStyles = async (archive: Archive, path: string | undefined): Promise<ReadonlySet<number>> => {
  const dates = new Set<number>();
  if (path === undefined) return dates;
  const customFormats = new Map<number, string>();
  let inCellStyles = false;
  let style = 0;
  await parseXml(archive.text(path), {
    open(name, attributes) {
      const format = Number(attributes['numFmtId']);
      if (name === 'numFmt') customFormats.set(format, attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inCellStyles = true;
      if (name !== 'xf' || !inCellStyles) return;
      const code = customFormats.get(format);
      if (code === undefined ? isBuiltInDate(format) : showsDate(code)) dates.add(style);
      style += 1;
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return dates;
};
