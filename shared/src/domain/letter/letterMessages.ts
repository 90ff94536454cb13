import type { LetterLanguage } from '../../document/cards/letter.ts';
import enLetter from '../../messages/en/letter.json' with { type: 'json' };
import enTaxonomy from '../../messages/en/taxonomy.json' with { type: 'json' };
import svLetter from '../../messages/sv/letter.json' with { type: 'json' };
import svTaxonomy from '../../messages/sv/taxonomy.json' with { type: 'json' };
import { isProposed, nameOfProposed } from '../../taxonomy/proposed.ts';

/** A letter has its own language, whatever its reader's is, so that all confirm the same text. */
const catalogues = {
  en: { letter: enLetter, taxonomy: enTaxonomy },
  sv: { letter: svLetter, taxonomy: svTaxonomy },
} as const satisfies Readonly<Record<LetterLanguage, object>>;

export type LetterMessageKey = Extract<keyof typeof enLetter, `letter_${string}`>;

export interface LetterMessages {
  message(key: LetterMessageKey, params?: Readonly<Record<string, string>>): string;
  capability(id: string): string;
}

export const letterMessages = (language: LetterLanguage): LetterMessages => {
  const { letter, taxonomy } = catalogues[language];
  const capabilities: Readonly<Record<string, string>> = taxonomy;
  return {
    message: (key, params = {}) => letter[key].replaceAll(/\{(\w+)\}/g, (slot, name: string) => params[name] ?? slot),
    capability: (id) => (isProposed(id) ? nameOfProposed(id) : (capabilities[`capability_${id}`] ?? id)),
  };
};
