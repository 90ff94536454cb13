import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import { m } from '../../../i18n/index.ts';

/** The parts of a brief that the form shows, in its order, each with the fields that lie there. */
export const briefSections = {
  problem: ['title', 'sector', 'outcome', 'howMightWe', 'brief', 'beneficiaries', 'tried'],
  numbers: ['baseline', 'target'],
  place: ['place', 'point'],
  needs: ['needs'],
  criteria: ['criteria'],
  frame: ['constraints', 'assets', 'nonGoals'],
  path: ['budget', 'procurement', 'decisionMaker', 'contactRole', 'plan'],
  spread: ['deadline', 'milestones', 'replicability', 'languages'],
} as const satisfies Record<string, readonly (keyof ChallengeCard)[]>;

export type BriefSection = keyof typeof briefSections;
export const briefSectionNames = Object.keys(briefSections) as readonly BriefSection[];
export type BriefField = (typeof briefSections)[BriefSection][number];

const briefFields: readonly string[] = Object.values(briefSections).flat();
export const isBriefField = (field: string): field is BriefField => briefFields.includes(field);

export const briefFieldName = (field: BriefField): string => m[`brief_field_${field}`]();

/** Where a field stands on the page; findings lead there. */
export const briefFieldAnchor = (field: string): string => `brief-${field}`;

/** Takes a reader to a field: into its first input, so that one can write at once. */
export const focusBriefField = (field: string): void => {
  const place = document.getElementById(briefFieldAnchor(field));
  place?.scrollIntoView({ block: 'center', behavior: 'auto' });
  const input = place?.querySelector<HTMLElement>('input, textarea, select, [contenteditable=true], button');
  (input ?? place)?.focus({ preventScroll: true });
};

/** Whether nothing was written in a field yet. */
export const isEmptyValue = (value: unknown): boolean => {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
};
