import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Language = 'en' | 'sv';
type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];

const folder = fileURLToPath(new URL('../../shared/src/messages', import.meta.url));

const catalogue = (language: Language): ReadonlyMap<string, Message> =>
  new Map(
    globSync(`${folder}/${language}/*.json`).flatMap((file) => {
      // The catalogue's own test holds its shape.
      const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Message>;
      return Object.entries(messages);
    }),
  );

const catalogues = { en: catalogue('en'), sv: catalogue('sv') };

/**
 * A sentence as people read it, from the same catalogue as the product: a test that names a button
 * by its key goes on when somebody finds better words for it.
 *
 * @throws RangeError for a key that is not in the catalogue.
 */
export const message = (
  key: string,
  inputs: Readonly<Record<string, string | number>> = {},
  language: Language = 'en',
): string => {
  const message = catalogues[language].get(key);
  if (message === undefined) throw new RangeError(`No message ${key} in ${language}`);
  const text = typeof message === 'string' ? message : pluralForm(message[0]?.match ?? {}, inputs, language);
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(inputs[name] ?? ''));
};

const pluralForm = (
  match: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string | number>>,
  language: Language,
): string => {
  const count = Number(inputs['count'] ?? 0);
  const form = new Intl.PluralRules(language).select(count);
  const fits = Object.entries(match).find(([when]) => when.endsWith(`=${form}`)) ?? Object.entries(match).at(-1);
  return fits?.[1] ?? '';
};
