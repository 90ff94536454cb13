import type { HandoverRisk, HandoverShare, Handover } from '@brygga/shared/agreements/workspace/state';
import { type Block, plainText } from '@brygga/shared/document/text/richText';
import { diffWordsWithSpace } from 'diff';

/** A stretch of words that came, went, or stayed. */
export interface TextChange {
  readonly kind: 'added' | 'taken' | 'same';
  readonly text: string;
}

/** What changed between two texts, word by word; empty where nothing did. */
export const diffText = (before: string, after: string): readonly TextChange[] =>
  before === after
    ? []
    : diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
        kind: added ? 'added' : removed ? 'taken' : 'same',
        text: value,
      }));

/** How the rows of a version are told in words, so that they can be held against those of another. */
export interface VersionRowText {
  share(row: HandoverShare): string;
  risk(row: HandoverRisk): string;
}

export type VersionSection = 'pitch' | 'shares' | 'risks';

const joinLines = (rows: readonly string[]): string => rows.join('\n');

export const pitchText = (pitch: readonly Block[]): string => plainText(pitch);

/** What changed from one version to the next, by its parts; a part in which nothing did is left out. */
export const diffVersions = (
  before: Handover,
  after: Handover,
  words: VersionRowText,
): readonly { readonly part: VersionSection; readonly changes: readonly TextChange[] }[] => {
  const told = ({ pitch, shares = [], risks = [] }: Handover): Readonly<Record<VersionSection, string>> => ({
    pitch: pitchText(pitch),
    shares: joinLines(shares.map((row) => words.share(row))),
    risks: joinLines(risks.map((row) => words.risk(row))),
  });
  const [was, is] = [told(before), told(after)];
  return (['pitch', 'shares', 'risks'] as const)
    .map((part) => ({ part, changes: diffText(was[part], is[part]) }))
    .filter(({ changes }) => changes.length > 0);
};
