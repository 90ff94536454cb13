import type { Baseline, Target } from '@brygga/shared/document/cards/challenge';
import { Baseline as BaselineSchema, Target as TargetSchema } from '@brygga/shared/document/cards/challenge';
import { locale } from '../../../i18n/index.ts';

/** Parses a typed number with a decimal point or comma; undefined where it is none. */
export const parseNumberInput = (typed: string): number | undefined => {
  const normalised = typed
    .trim()
    .replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace(/^−/, '-')
    .replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(normalised) ? Number(normalised) : undefined;
};

/** Localised without grouping, so that it can be edited and parsed again. */
export const formatEditableNumber = (value: number | undefined): string =>
  value === undefined
    ? ''
    : new Intl.NumberFormat(locale(), { useGrouping: false, maximumFractionDigits: 6 }).format(value);

export interface MeasureInput {
  readonly value: string;
  readonly unit: string;
  readonly year: string;
  readonly source: string;
}

/** A typed measure; `incomplete` while a part of it is missing or invalid. */
export const parseMeasure = (
  kind: 'baseline' | 'target',
  { value, unit, year, source }: MeasureInput,
): Baseline | Target | 'none' | 'incomplete' => {
  const given = [value, unit, year].filter((text) => text.trim() !== '');
  if (given.length === 0) return 'none';
  const measure = {
    value: parseNumberInput(value),
    unit: unit.trim(),
    year: parseNumberInput(year),
    source: source.trim(),
  };
  if (given.length < 3) return 'incomplete';
  const parsed = (kind === 'baseline' ? BaselineSchema : TargetSchema).safeParse(measure);
  return parsed.success ? parsed.data : 'incomplete';
};
