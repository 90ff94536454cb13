import type { Cell } from '@brygga/shared/domain/plan/worksheet';
import { WorksheetRows } from './worksheetRows.ts';
import { unescapeCharacters } from './sharedStrings.ts';
import { type Attributes, parseXml } from './parseXml.ts';

export interface WorkbookContext {
  readonly strings: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly from1904: boolean;
}

const dayMs = 24 * 60 * 60_000;

/** 1 is the first of January 1900; 1900 wrongly counts as a leap year. */
const dateFromSerial = (serial: number, from1904: boolean): Cell => {
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const date = new Date(epoch + serial * dayMs);
  return Number.isNaN(date.getTime()) ? serial : date.toISOString().slice(0, 10);
};

const parseCell = ({ t: type = 'n', s: style }: Attributes, value: string, workbook: WorkbookContext): Cell => {
  switch (type) {
    case 's':
      return workbook.strings[Number(value)] ?? '';
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case 'd':
      return value.slice(0, 10);
    case 'n': {
      const number = Number(value);
      if (value === '' || !Number.isFinite(number)) return '';
      return style !== undefined && workbook.dates.has(Number(style))
        ? dateFromSerial(number, workbook.from1904)
        : number;
    }
    default:
      return unescapeCharacters(value).trim();
  }
};

const letterA = 'A'.charCodeAt(0);

/** `C7` is column 2, row 6; undefined where it isn't a cell reference. */
const parseCellRef = (ref: string | undefined): { row: number; column: number } | undefined => {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(ref ?? '') ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - letterA + 1, 0) - 1;
  return { row: Number(digits) - 1, column };
};

/** @throws PlanRefusedError */
export const readWorksheet = async (
  xml: AsyncIterable<string>,
  workbook: WorkbookContext,
): Promise<readonly Cell[][]> => {
  const rows = new WorksheetRows();
  let row = -1;
  let column = -1;
  let attributes: Attributes | undefined;
  let value = '';
  let inValue = false;
  await parseXml(xml, {
    open(name, elementAttributes) {
      if (name === 'row') {
        // Rows and cells without a reference follow the previous one.
        row = /^\d{1,7}$/.test(elementAttributes['r'] ?? '') ? Number(elementAttributes['r']) - 1 : row + 1;
        column = -1;
      }
      if (name === 'c') {
        attributes = elementAttributes;
        value = '';
        const ref = parseCellRef(elementAttributes['r']);
        column = ref?.column ?? column + 1;
        row = ref?.row ?? row;
      }
      inValue = attributes !== undefined && (name === 'v' || name === 't');
    },
    text(text) {
      if (inValue) value += text;
    },
    close(name) {
      inValue = false;
      if (name !== 'c' || !attributes) return;
      rows.put(Math.max(0, row), column, parseCell(attributes, value, workbook));
      attributes = undefined;
    },
  });
  return rows.rows;
};
