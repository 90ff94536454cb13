import type { Baseline, Target } from '@brygga/shared/document/cards/challenge';
import { Baseline as BaselineSchema, Target as TargetSchema } from '@brygga/shared/document/cards/challenge';
import { locale } from '../../../i18n/index.ts';

/** A number as people type it, with a point or a comma; undefined where it is none. */
export const parseNumberInput = (typed: string): number | undefined => {
  const plain = typed
    .trim()
    .replaceAll(/[\s\u00a0\u202f]/g, '')
    .replace(/^−/, '-')
    .replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
};

/** A number as people of this language write it, without marks between thousands: it is typed in again. */
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

/** What was typed as a measure; `partly` while something of it is missing or wrong. */
export const parseMeasure = (
  kind: 'baseline' | 'target',
  { value, unit, year, source }: MeasureInput,
): Baseline | Target | 'none' | 'partly' => {
  const given = [value, unit, year].filter((each) => each.trim() !== '');
  if (given.length === 0) return 'none';
  const whole = {
    value: parseNumberInput(value),
    unit: unit.trim(),
    year: parseNumberInput(year),
    source: source.trim(),
  };
  if (given.length < 3) return 'partly';
  const parsed = (kind === 'baseline' ? BaselineSchema : TargetSchema).safeParse(whole);
  return parsed.success ? parsed.data : 'partly';
};
