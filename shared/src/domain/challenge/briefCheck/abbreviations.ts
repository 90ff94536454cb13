import type { Passage } from './passages.ts';

/** In everyday use, or known to everyone who works with cities and climate. */
const commonAbbreviations = new Set([
  'EU',
  'UN',
  'FN',
  'CO',
  'GHG',
  'IT',
  'ICT',
  'NGO',
  'EUR',
  'SEK',
  'NOK',
  'DKK',
  'USD',
  'GBP',
  'LED',
]);

const abbreviation = /(?<![\p{L}\p{N}])\p{Lu}{2,6}(?![\p{L}\p{N}])/gu;

/** The first abbreviation that is explained nowhere, neither as "… (HVAC)" nor as "HVAC (heating …)". */
export const unexplainedAbbreviation = (
  passages: readonly Passage[],
): (Passage & { readonly match: string }) | undefined => {
  const all = passages.map(({ text }) => text).join('\n');
  for (const passage of passages) {
    for (const [match] of passage.text.matchAll(abbreviation)) {
      if (commonAbbreviations.has(match) || all.includes(`(${match})`) || all.includes(`${match} (`)) continue;
      return { ...passage, match };
    }
  }
  return undefined;
};
