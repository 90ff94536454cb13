/** Legal forms and the like, which alone name nobody. */
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
 * The names that a text mentions, whatever their case, accents and punctuation, with or without their
 * legal form. An empty name is in no text.
 */
export const identifyingTerms = (text: string, names: readonly string[]): readonly string[] => {
  const normalised = ` ${normalise(text)} `;
  return names.filter((name) => {
    const nameWords = normalise(name)
      .split(' ')
      .filter((word) => word !== '' && !commonWords.has(word));
    return nameWords.length > 0 && normalised.includes(` ${nameWords.join(' ')} `);
  });
};
