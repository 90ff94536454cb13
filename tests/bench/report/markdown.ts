import { toMarkdown, type Line } from './table.ts';

const begin = '<!-- bench: begin -->';
const end = '<!-- bench: end -->';

interface Report {
  readonly lines: readonly Line[];
  readonly machine: string;
  readonly rounds: number;
}

/** @throws Error where the file has no place for it. */
export const insertReport = (text: string, { lines, machine, rounds }: Report): string => {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The file has no "${begin}" and "${end}" for the table to stand between.`);
  const table = `Medians of ${rounds} rounds: ${machine}.\n\n${toMarkdown(lines)}`;
  return `${text.slice(0, from + begin.length)}\n\n${table}\n\n${text.slice(to)}`;
};
