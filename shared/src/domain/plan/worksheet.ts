import { z } from 'zod';
import { PlanField } from './action.ts';
import { DecimalMark } from './numbers.ts';

/** The value of a cell; a date is its day, `2030-06-01`, and an empty cell an empty string. */
export type Cell = string | number;

/** A sheet of a file, with all its rows. */
export interface Worksheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** Which column a field is read from, from 0. */
export const ColumnMapping = z.partialRecord(PlanField, z.number().int().min(0).max(1_000));
export type ColumnMapping = z.output<typeof ColumnMapping>;

/** How a sheet is to be read. */
export const Reading = z.object({
  /** Which sheet of the file, from 0. */
  sheet: z.number().int().min(0).max(1_000),
  /** The row that holds the headings, from 0; what is above it is not read. */
  headings: z.number().int().min(0).max(1_000),
  mapping: ColumnMapping,
  decimal: DecimalMark,
});
export type Reading = z.output<typeof Reading>;

/** Words in lower case, separated by single spaces, without punctuation. */
export const normaliseWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export const cellText = (cell: Cell | undefined): string => (cell === undefined ? '' : String(cell).trim());

export const isEmptyRow = (row: readonly Cell[]): boolean => row.every((cell) => cellText(cell) === '');
