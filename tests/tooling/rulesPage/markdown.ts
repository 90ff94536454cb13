/** A table of Markdown whose columns are as wide as their widest cell, as the formatter leaves them. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((title, column) =>
    Math.max(3, ...[title, ...rows.map((row) => row[column] ?? '')].map(width)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text + ' '.repeat((widths[column] ?? 0) - width(text))).join(' | ')} |`;
  return [line(head), `| ${widths.map((wide) => '-'.repeat(wide)).join(' | ')} |`, ...rows.map(line)].join('\n');
};

const width = (text: string): number => [...text].length;

export const code = (word: string): string => `\`${word}\``;

/** Words in one cell. */
export const codeList = (words: readonly string[]): string => (words.length === 0 ? '–' : words.map(code).join(', '));
