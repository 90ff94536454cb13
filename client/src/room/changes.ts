import type { HandoverRisk, HandoverShare, Handover } from '@brygga/shared/agreements/room';
import { type Block, plainText } from '@brygga/shared/document/richText';
import { diffWordsWithSpace } from 'diff';

/** A stretch of words that came, went, or stayed. */
export interface Change {
  readonly is: 'added' | 'taken' | 'same';
  readonly words: string;
}

/** What changed between two texts, word by word; empty where nothing did. */
export const changesBetween = (before: string, after: string): readonly Change[] =>
  before === after
    ? []
    : diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
        is: added ? 'added' : removed ? 'taken' : 'same',
        words: value,
      }));

/** How the rows of a version are told in words, so that they can be held against those of another. */
export interface VersionWords {
  share(row: HandoverShare): string;
  risk(row: HandoverRisk): string;
}

export type VersionPart = 'pitch' | 'shares' | 'risks';

const lines = (rows: readonly string[]): string => rows.join('\n');

export const pitchWords = (pitch: readonly Block[]): string => plainText(pitch);

/** What changed from one version to the next, by its parts; a part in which nothing did is left out. */
export const versionChanges = (
  before: Handover,
  after: Handover,
  words: VersionWords,
): readonly { readonly part: VersionPart; readonly changes: readonly Change[] }[] => {
  const told = ({ pitch, shares = [], risks = [] }: Handover): Readonly<Record<VersionPart, string>> => ({
    pitch: pitchWords(pitch),
    shares: lines(shares.map((row) => words.share(row))),
    risks: lines(risks.map((row) => words.risk(row))),
  });
  const [was, is] = [told(before), told(after)];
  return (['pitch', 'shares', 'risks'] as const)
    .map((part) => ({ part, changes: changesBetween(was[part], is[part]) }))
    .filter(({ changes }) => changes.length > 0);
};
