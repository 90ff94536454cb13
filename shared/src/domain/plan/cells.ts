import { type PlanAction, type PlanField, planTextMax, yearMax, yearMin } from './action.ts';
import { type DecimalMark, parseNumber, splitUnit } from './numbers.ts';
import { sectorIn } from './sectorTerms.ts';
import { type Cell, cellText } from './worksheet.ts';
import { moneyIn, tonnesIn } from './units.ts';

/** What can be wrong with a cell or a row. */
export const planFaults = [
  'missing',
  'too-long',
  'cell-error',
  'not-a-number',
  'below-zero',
  'too-large',
  'unknown-unit',
  'unknown-currency',
  'not-a-year',
  'unknown-sector',
  'not-a-link',
  'ends-before-it-starts',
  'code-twice',
] as const;
export type PlanFault = (typeof planFaults)[number];

/** A cell's value, or what is wrong with it. */
export type ReadResult<Read> = { readonly value: Read } | { readonly fault: PlanFault };

/** How the cells of a column are read. */
export interface CellFormat {
  readonly decimal: DecimalMark;
  /** The unit in the column's heading, for cells without their own. */
  readonly unit: string | undefined;
}

type TextField = keyof typeof planTextMax;
type CellReaders = {
  readonly [Field in PlanField]: (cell: Cell, format: CellFormat) => ReadResult<Partial<PlanAction>>;
};

const textFor =
  (field: Exclude<TextField, 'link'>) =>
  (cell: Cell): ReadResult<Partial<PlanAction>> => {
    const text = cellText(cell);
    return text.length > planTextMax[field] ? { fault: 'too-long' } : { value: { [field]: text } };
  };

const yearFrom = (cell: Cell): number | undefined => {
  // A date, or a year with what came after it in a sheet of decimals.
  const year = /^(\d{4})(?:-\d{2}-\d{2}|\.0+)?$/.exec(cellText(cell))?.[1];
  const number = year === undefined ? undefined : Number(year);
  return number !== undefined && number >= yearMin && number <= yearMax ? number : undefined;
};

const yearFor =
  (field: 'from' | 'until') =>
  (cell: Cell): ReadResult<Partial<PlanAction>> => {
    const year = yearFrom(cell);
    return year === undefined ? { fault: 'not-a-year' } : { value: { [field]: year } };
  };

/** The number in a cell, with the cell's own unit or else its heading's. */
const amountIn = (cell: Cell, { decimal, unit }: CellFormat): ReadResult<{ number: number; unit: string }> => {
  if (typeof cell === 'number') return nonNegativeAmount(cell, unit ?? '');
  const split = splitUnit(cell);
  const number = split && parseNumber(split.number, decimal);
  if (!split || number === undefined) return { fault: 'not-a-number' };
  return nonNegativeAmount(number, split.unit || (unit ?? ''));
};

const nonNegativeAmount = (number: number, unit: string): ReadResult<{ number: number; unit: string }> =>
  number < 0 ? { fault: 'below-zero' } : { value: { number, unit } };

const amountMax = 1e12;

/** Removes the error that floating point leaves in products of large units. */
const rounded = (value: number): number => Number(value.toPrecision(12));

const readCost = (cell: Cell, format: CellFormat): ReadResult<Partial<PlanAction>> => {
  const amount = amountIn(cell, format);
  if ('fault' in amount) return amount;
  const { number, unit } = amount.value;
  const money = unit === '' ? { currency: undefined, times: 1 } : moneyIn(unit);
  if (!money) return { fault: 'unknown-unit' };
  // A cell of `5 million` in a column of `Cost (SEK)` is in kronor all the same.
  const currency = money.currency ?? (format.unit === undefined ? undefined : moneyIn(format.unit)?.currency);
  const cost = rounded(number * money.times);
  if (cost > amountMax) return { fault: 'too-large' };
  return { value: { cost, ...(currency ? { currency } : {}) } };
};

const readReduction = (cell: Cell, format: CellFormat): ReadResult<Partial<PlanAction>> => {
  const amount = amountIn(cell, format);
  if ('fault' in amount) return amount;
  const { number, unit } = amount.value;
  const tonnes = unit === '' ? 1 : tonnesIn(unit);
  if (tonnes === undefined) return { fault: 'unknown-unit' };
  const reduction = rounded(number * tonnes);
  return reduction > amountMax ? { fault: 'too-large' } : { value: { reduction } };
};

const readCurrency = (cell: Cell): ReadResult<Partial<PlanAction>> => {
  const money = moneyIn(cellText(cell));
  return money?.currency && money.times === 1 ? { value: { currency: money.currency } } : { fault: 'unknown-currency' };
};

const readSector = (cell: Cell): ReadResult<Partial<PlanAction>> => {
  const sector = sectorIn(cellText(cell));
  return sector ? { value: { sector } } : { fault: 'unknown-sector' };
};

const readLink = (cell: Cell): ReadResult<Partial<PlanAction>> => {
  const text = cellText(cell);
  const link = /^www\./i.test(text) ? `https://${text}` : text;
  if (link.length > planTextMax.link) return { fault: 'too-long' };
  return /^https?:\/\//i.test(link) && URL.canParse(link) ? { value: { link } } : { fault: 'not-a-link' };
};

/** How each field's cells are read; empty cells are never passed. */
export const cellReaders: CellReaders = {
  title: textFor('title'),
  code: textFor('code'),
  description: textFor('description'),
  sector: readSector,
  goal: textFor('goal'),
  place: textFor('place'),
  department: textFor('department'),
  status: textFor('status'),
  from: yearFor('from'),
  until: yearFor('until'),
  cost: readCost,
  currency: readCurrency,
  reduction: readReduction,
  link: readLink,
};

/** What a spreadsheet shows where a formula went wrong. */
export const isCellError = (cell: Cell): boolean =>
  typeof cell === 'string' && /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/.test(cell.trim());
