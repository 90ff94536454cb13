import type { ChallengeCard } from '../../../document/cards/index.ts';
import { stripMarkup } from '../../../document/text/richText.ts';
import type { BriefField } from './finding.ts';

/** The plain texts of a brief. */
const textFields = ['title', 'howMightWe', 'outcome', 'beneficiaries', 'tried', 'nonGoals'] as const;

export interface Passage {
  readonly field: BriefField;
  readonly text: string;
}

export const passagesOf = (challenge: ChallengeCard): readonly Passage[] => [
  { field: 'brief', text: stripMarkup(challenge.brief) },
  ...textFields.map((field) => ({ field, text: challenge[field] })),
  ...Object.values(challenge.needs).map(({ title }) => ({ field: 'needs' as const, text: title })),
  ...Object.values(challenge.criteria).map(({ text }) => ({ field: 'criteria' as const, text })),
  ...Object.values(challenge.constraints).map(({ text }) => ({ field: 'constraints' as const, text })),
];

/** The first passage that one of the patterns matches. */
export const firstMatch = (
  passages: readonly Passage[],
  patterns: readonly RegExp[],
): (Passage & { readonly match: string }) | undefined => {
  for (const passage of passages) {
    for (const pattern of patterns) {
      const match = pattern.exec(passage.text)?.[0];
      if (match !== undefined) return { ...passage, match: match.trim() };
    }
  }
  return undefined;
};

/** Words with letters of any alphabet. */
export const wordsIn = (text: string): readonly string[] => text.match(/\p{L}[\p{L}\p{M}\p{N}'’-]*/gu) ?? [];

/** Sentences; a line break ends one, too. */
export const sentencesIn = (text: string): readonly string[] =>
  text.split(/[.!?…]+\s|\n+/u).filter((sentence) => wordsIn(sentence).length > 0);
