import type { Archive } from './archive.ts';
import { parseXml } from './parseXml.ts';

/** Characters that XML can't hold are written by their numbers: `_x000D_`. */
export const unescapeCharacters = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Texts that cells name by their place; the runs of a formatted one are put together. */
export const readSharedStrings = async (archive: Archive, part: string | undefined): Promise<readonly string[]> => {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let text = '';
  let inText = false;
  // How a Japanese text is read aloud stands beside it, and is not part of it.
  let inPhonetic = false;
  await parseXml(archive.text(part), {
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
