import { z } from 'zod';
import { defineCard, titleMax } from './card.ts';

/** The sections of a letter of intent, in reading order. */
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
 * The texts of a consortium's letter of intent. Parties, seats and shares are read from the agreements.
 * The texts are plain, so that one confirms exactly what one sees.
 */
export const letter = defineCard(
  'letter',
  {
    title: z.string().default(''),
    /** The language of the letter; set once. */
    language: LetterLanguage.catch('en'),
    /** Whether its parties answer the challenge in no other consortium. */
    exclusive: z.boolean().default(false),
    ...eachSection(() => z.string().default('')),
  },
  {
    storage: { title: 'text', ...eachSection(() => 'text' as const) },
    textMax: { title: titleMax, ...eachSection(() => letterTextMax) },
    size: { w: 340, h: 340 },
  },
);
