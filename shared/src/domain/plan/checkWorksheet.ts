import { PlanAction, type PlanField, planFields } from './action.ts';
import { cellReaders, isCellError, type CellFormat, type PlanFault } from './cells.ts';
import { type Cell, isEmptyRow, type Reading, type Worksheet, cellText } from './worksheet.ts';
import { unitInHeading } from './units.ts';

/** What is wrong in one row, which is counted from 1 as spreadsheets do. */
export interface RowFault {
  readonly row: number;
  readonly field: PlanField;
  readonly fault: PlanFault;
  /** The cell's text, cut short. */
  readonly value: string;
}

export interface CheckedWorksheet {
  /** How many rows below the headings are not empty. */
  readonly rows: number;
  readonly actions: readonly PlanAction[];
  /** As long as there is one, no row is imported. */
  readonly faults: readonly RowFault[];
}

const faultValueMax = 80;

interface Column {
  readonly field: PlanField;
  readonly index: number;
  readonly format: CellFormat;
}

const columnsOf = (sheet: Worksheet, { mapping, headings, decimal }: Reading): Column[] =>
  planFields.flatMap((field) => {
    const index = mapping[field];
    if (index === undefined) return [];
    return { field, index, format: { decimal, unit: unitOf(field, cellText(sheet.rows[headings]?.[index])) } };
  });

const unitOf = (field: PlanField, heading: string): string | undefined =>
  field === 'cost' || field === 'reduction' ? unitInHeading(heading) : undefined;

interface ReadRow {
  readonly action: Partial<PlanAction>;
  readonly faults: readonly Omit<RowFault, 'row'>[];
}

/** Reads fields in their order: a currency column overrides the currency beside the cost. */
const readRow = (row: readonly Cell[], columns: readonly Column[]): ReadRow => {
  const action: Partial<PlanAction> = {};
  const faults: Omit<RowFault, 'row'>[] = [];
  for (const { field, index, format } of columns) {
    const cell = row[index] ?? '';
    const value = cellText(cell).slice(0, faultValueMax);
    if (value === '') {
      if (field === 'title') faults.push({ field, fault: 'missing', value });
      continue;
    }
    const read = isCellError(cell) ? { fault: 'cell-error' as const } : cellReaders[field](cell, format);
    if ('fault' in read) faults.push({ field, fault: read.fault, value });
    else Object.assign(action, read.value);
  }
  return { action, faults: [...faults, ...endBeforeStart(action)] };
};

const endBeforeStart = ({ from, until }: Partial<PlanAction>): Omit<RowFault, 'row'>[] =>
  from !== undefined && until !== undefined && until < from
    ? [{ field: 'until', fault: 'ends-before-it-starts', value: `${from}–${until}` }]
    : [];

/** Reads every row below the headings, with a fault for each cell that can't be read. */
export const checkWorksheet = (sheet: Worksheet, reading: Reading): CheckedWorksheet => {
  const columns = columnsOf(sheet, reading);
  const codes = new Set<string>();
  const actions: PlanAction[] = [];
  const faults: RowFault[] = [];
  let rows = 0;
  for (const [index, row] of sheet.rows.entries()) {
    if (index <= reading.headings || isEmptyRow(row)) continue;
    rows += 1;
    const read = readRow(row, columns);
    const { code } = read.action;
    const duplicateCode: Omit<RowFault, 'row'>[] =
      code !== undefined && codes.has(code)
        ? [{ field: 'code', fault: 'code-twice', value: code.slice(0, faultValueMax) }]
        : [];
    if (code !== undefined) codes.add(code);
    const rowFaults = [...read.faults, ...duplicateCode];
    faults.push(...rowFaults.map((fault) => ({ row: index + 1, ...fault })));
    if (rowFaults.length === 0) actions.push(PlanAction.parse(read.action));
  }
  return { rows, actions, faults };
};
