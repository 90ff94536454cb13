import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import { m } from '../../../i18n/index.ts';

/** The sections of a brief in the form's order, with their fields. */
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

/** The id of a field's element on the page; findings link to it. */
export const briefFieldAnchor = (field: string): string => `brief-${field}`;

/** Scrolls to a field and focuses its first input. */
export const focusBriefField = (field: string): void => {
  const frame = document.getElementById(briefFieldAnchor(field));
  frame?.scrollIntoView({ block: 'center', behavior: 'auto' });
  const input = frame?.querySelector<HTMLElement>('input, textarea, select, [contenteditable=true], button');
  (input ?? frame)?.focus({ preventScroll: true });
};

/** Whether a field has no value yet. */
export const isEmptyValue = (value: unknown): boolean => {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
};
