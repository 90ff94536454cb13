import type { HandoverRisk, HandoverShare, Handover } from '@brygga/shared/agreements/workspace/state';
import { type Block, plainText } from '@brygga/shared/document/text/richText';
import { diffWordsWithSpace } from 'diff';

/** A run of words that was added, removed, or kept. */
export interface TextChange {
  readonly kind: 'added' | 'removed' | 'same';
  readonly text: string;
}

/** A word diff; empty where the texts are equal. */
export const diffText = (before: string, after: string): readonly TextChange[] =>
  before === after
    ? []
    : diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
        kind: added ? 'added' : removed ? 'removed' : 'same',
        text: value,
      }));

/** How the rows of a version are rendered as text for the diff. */
export interface VersionRowText {
  share(row: HandoverShare): string;
  risk(row: HandoverRisk): string;
}

export type VersionSection = 'pitch' | 'shares' | 'risks';

const joinLines = (rows: readonly string[]): string => rows.join('\n');

export const pitchText = (pitch: readonly Block[]): string => plainText(pitch);

/** What changed between two versions, by section; sections without changes are left out. */
export const diffVersions = (
  before: Handover,
  after: Handover,
  rowText: VersionRowText,
): readonly { readonly section: VersionSection; readonly changes: readonly TextChange[] }[] => {
  const sectionTexts = ({ pitch, shares = [], risks = [] }: Handover): Readonly<Record<VersionSection, string>> => ({
    pitch: pitchText(pitch),
    shares: joinLines(shares.map((row) => rowText.share(row))),
    risks: joinLines(risks.map((row) => rowText.risk(row))),
  });
  const [old, current] = [sectionTexts(before), sectionTexts(after)];
  return (['pitch', 'shares', 'risks'] as const)
    .map((section) => ({ section, changes: diffText(old[section], current[section]) }))
    .filter(({ changes }) => changes.length > 0);
};
