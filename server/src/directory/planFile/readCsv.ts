import type { Worksheet } from '@brygga/shared/domain/plan/worksheet';
import { CsvError, type Options, parse } from 'csv-parse/sync';
import { planRowsMax } from '@brygga/shared/api/library';
import { PlanRefusedError } from './planRefusedError.ts';
import { WorksheetRows } from './worksheetRows.ts';

const delimiters = [';', ',', '\t', '|'] as const;
/** The delimiter is guessed from these rows. */
const sampledRowsMax = 20;
/** A quote that is never closed makes one row of everything after it. */
const rowCharactersMax = 1_000_000;

/** The first line that Excel writes to name the delimiter. */
const separatorLine = /^sep=(.)\r?\n/;

/** @throws PlanRefusedError */
const parseRecords = (text: string, delimiter: string, rowsMax: number): string[][] => {
  const options: Options = {
    delimiter,
    to: rowsMax,
    max_record_size: rowCharactersMax,
    // Files written by hand have quotes inside words and rows of different lengths.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
  };
  try {
    return parse(text, options);
  } catch (error) {
    if (error instanceof CsvError) throw new PlanRefusedError('broken', { cause: error });
    throw error;
  }
};

/** The median number of columns of the first rows with this delimiter. */
const medianColumns = (text: string, delimiter: string): number => {
  const lengths = parseRecords(text, delimiter, sampledRowsMax)
    .map((record) => record.length)
    .sort((a, b) => a - b);
  return lengths[Math.floor((lengths.length - 1) / 2)] ?? 0;
};

const likelyDelimiter = (text: string): string => {
  const counted = delimiters.map((delimiter) => ({ delimiter, columns: medianColumns(text, delimiter) }));
  return counted.reduce((best, each) => (each.columns > best.columns ? each : best)).delimiter;
};

/** @throws PlanRefusedError */
export const readCsv = (text: string): Worksheet => {
  const delimiter = separatorLine.exec(text)?.[1] ?? likelyDelimiter(text);
  const rows = new WorksheetRows();
  // An empty line stays in its place: people count their rows with it.
  const records = parseRecords(text.replace(separatorLine, '\n'), delimiter, planRowsMax + 1);
  for (const [row, record] of records.entries()) {
    for (const [column, cell] of record.entries()) rows.put(row, column, cell.trim());
  }
  return { name: '', rows: rows.rows };
};
