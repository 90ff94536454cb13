import { z } from 'zod';
import { defineCard, titleMax } from './card.ts';

/** What a letter of intent settles in words, in the order in which it is read. */
export const letterSections = [
  'aim',
  'work',
  'decisions',
  'money',
  'rights',
  'secrecy',
  'publicity',
  'joining',
  'disputes',
  'term',
  'binding',
] as const;
export type LetterSection = (typeof letterSections)[number];

export const LetterLanguage = z.enum(['en', 'sv']);
export type LetterLanguage = z.output<typeof LetterLanguage>;

export const letterTextMax = 4_000;

const eachSection = <Value>(value: () => Value): Readonly<Record<LetterSection, Value>> =>
  // Made of all sections, of which the type of entries has forgotten the names.
  Object.fromEntries(letterSections.map((section) => [section, value()])) as Record<LetterSection, Value>;

/**
 * A consortium's letter of intent: what people write in it. Parties, seats and shares are read from
 * the agreements. Its texts are plain, so that what is confirmed is what one sees and nothing else.
 */
export const letter = defineCard(
  'letter',
  {
    title: z.string().default(''),
    /** In which it is written; set once. */
    language: LetterLanguage.catch('en'),
    /** Whether its parties answer the challenge with nobody else. */
    exclusive: z.boolean().default(false),
    ...eachSection(() => z.string().default('')),
  },
  {
    storage: { title: 'text', ...eachSection(() => 'text' as const) },
    textMax: { title: titleMax, ...eachSection(() => letterTextMax) },
    size: { w: 340, h: 340 },
  },
);
