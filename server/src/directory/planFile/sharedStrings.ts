import type { Archive } from './archive.ts';
import { parseXml } from './parseXml.ts';

/** Characters that XML can't hold are escaped by code: `_x000D_`. */
export const unescapeCharacters = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Strings that cells refer to by index; the runs of a formatted one are joined. */
export const readSharedStrings = async (archive: Archive, path: string | undefined): Promise<readonly string[]> => {
  const strings: string[] = [];
  if (path === undefined) return strings;
  let text = '';
  let inText = false;
  // Phonetic hints of Japanese texts aren't part of them.
  let inPhonetic = false;
  await parseXml(archive.text(path), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') inPhonetic = true;
      inText = name === 't' && !inPhonetic;
    },
    text(run) {
      if (inText) text += run;
    },
    close(name) {
      inText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name === 'si') strings.push(unescapeCharacters(text));
    },
  });
  return strings;
};
