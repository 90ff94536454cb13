import type { Worksheet } from '@brygga/shared/domain/plan/worksheet';
import { CsvError, type Options, parse } from 'csv-parse/sync';
import { planRowsMax } from '@brygga/shared/api/library';
import { PlanRefusedError } from './planRefusedError.ts';
import { WorksheetRows } from './worksheetRows.ts';

const delimiters = [';', ',', '\t', '|'] as const;
/** Rows by which the delimiter is found. */
const sampledRowsMax = 20;
/** Characters of one row; a quote that is never closed makes one of all that follows. */
const rowCharactersMax = 1_000_000;

/** What Excel puts into a file's first line to say how it is delimited. */
const separatorLine = /^sep=(.)\r?\n/;

/** @throws PlanRefused */
const parseRecords = (text: string, delimiter: string, most: number): string[][] => {
  const options: Options = {
    delimiter,
    to: most,
    max_record_size: rowCharactersMax,
    // People write such files by hand, too: a quote in the middle of a word is one, and rows differ in length.
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

/** How many columns most of the first rows have with this delimiter. */
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

/** @throws PlanRefused */
export const readCsv = (text: string): Worksheet => {
  const delimiter = separatorLine.exec(text)?.[1] ?? likelyDelimiter(text);
  const rows = new WorksheetRows();
  // The line goes, its place stays: people count their rows with it.
  const records = parseRecords(text.replace(separatorLine, '\n'), delimiter, planRowsMax + 1);
  for (const [row, record] of records.entries()) {
    for (const [column, cell] of record.entries()) rows.put(row, column, cell.trim());
  }
  return { name: '', rows: rows.rows };
};
