export type CsvCell = string | number | boolean | null | undefined;

/**
 * What a spreadsheet takes for a formula where it begins a cell, whole-width signs too. Somebody else
 * wrote these texts: opened, they must do nothing.
 */
const formula = /^\s*[=+\-@＝＋－＠\t\r]/;

const escapeFormula = (text: string): string => (formula.test(text) ? `'${text}` : text);

const formatCell = (cell: CsvCell, delimiter: string): string => {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = escapeFormula(cell);
  const isPlain = !safe.includes(delimiter) && !/["\r\n]/.test(safe) && safe.trim() === safe;
  return isPlain ? safe : `"${safe.replaceAll('"', '""')}"`;
};

/** Excel splits by what the reader's language uses, and takes a file for UTF-8 by its first mark. */
export const csvDelimiter = (language: string): ',' | ';' => (language === 'en' ? ',' : ';');

/** Rows as a CSV file (RFC 4180) that a spreadsheet opens as what it says. */
export const csvOf = (rows: readonly (readonly CsvCell[])[], delimiter: ',' | ';'): string =>
  `\ufeff${rows.map((row) => `${row.map((cell) => formatCell(cell, delimiter)).join(delimiter)}\r\n`).join('')}`;
