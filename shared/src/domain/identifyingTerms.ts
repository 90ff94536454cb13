/** Legal forms and the like: alone, they name nobody. */
const commonWords = new Set([
  'ab',
  'aps',
  'as',
  'asa',
  'oy',
  'oyj',
  'ehf',
  'hf',
  'gmbh',
  'ltd',
  'bv',
  'inc',
  'group',
  'the',
  'and',
  'och',
  'og',
]);

const normalise = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Those of these names that a text mentions, whatever their case, accents and punctuation: the whole
 * name, or the name without its legal form. An empty name is in no text.
 */
export const identifyingTerms = (text: string, names: readonly string[]): readonly string[] => {
  const said = ` ${normalise(text)} `;
  return names.filter((name) => {
    const words = normalise(name)
      .split(' ')
      .filter((word) => word !== '' && !commonWords.has(word));
    return words.length > 0 && said.includes(` ${words.join(' ')} `);
  });
};
