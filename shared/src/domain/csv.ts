export type CsvCell = string | number | boolean | null | undefined;

/**
 * The beginnings of a cell that a spreadsheet takes for a formula, full-width signs too. People wrote
 * these texts, and opening the file must run nothing.
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

/** Excel expects the delimiter of the reader's language. */
export const csvDelimiter = (language: string): ',' | ';' => (language === 'en' ? ',' : ';');

/** Rows as a CSV file (RFC 4180), with the byte order mark by which Excel knows UTF-8. */
export const csvOf = (rows: readonly (readonly CsvCell[])[], delimiter: ',' | ';'): string =>
  `\ufeff${rows.map((row) => `${row.map((cell) => formatCell(cell, delimiter)).join(delimiter)}\r\n`).join('')}`;
