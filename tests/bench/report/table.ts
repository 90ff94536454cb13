import type { Medians, Row, Scenario } from '../scenarios/scenario.ts';

/** The peers that have a column of their own; a variant of one stands in its scenario's own rows. */
const columns = ['brygga', 'hocuspocus', 'y-websocket', 'relay'] as const;
const beaten = 'hocuspocus';

export interface Line {
  readonly scenario: string;
  readonly figure: string;
  readonly values: readonly string[];
  readonly ratio: string;
  readonly bar: string;
  readonly met: string;
}

export const head = ['scenario', 'figure', 'Brygga', 'Hocuspocus', 'y-websocket', 'relay', 'ratio', 'bar', 'met'];

export const tableLines = (scenario: Scenario, medians: Medians): Line[] =>
  scenario.rows
    .map((row) => ({ row, values: columns.map((peer) => valueOf(row, peer, medians)) }))
    .filter(({ values }) => values.some((value) => value !== undefined))
    .map(({ row, values }, index) => ({
      scenario: index === 0 ? scenario.name : '',
      figure: row.title,
      values: values.map((value) => formatValue(value, row.unit)),
      ratio: ratioOf(row, medians),
      bar: row.bar?.text ?? '',
      met: metBy(row, medians),
    }));

const valueOf = ({ figure, ours, against }: Row, peer: string, medians: Medians): number | undefined => {
  if (peer === 'brygga') return medians(ours ?? peer, figure);
  // Where Brygga is held against itself, the peers have no part.
  return against === undefined ? medians(peer, figure) : undefined;
};

const ratioOf = ({ figure, ours, against }: Row, medians: Medians): string => {
  const [one, other] =
    against === undefined
      ? [medians(ours ?? 'brygga', figure), medians(beaten, figure)]
      : [medians('brygga', figure), medians(against, figure)];
  return one === undefined || other === undefined || other === 0 ? '' : `${digits(one / other)} ×`;
};

const metBy = ({ bar }: Row, medians: Medians): string => {
  const holds = bar?.holds(medians);
  if (holds === undefined) return bar ? '–' : '';
  return holds ? 'yes' : 'NO';
};

export const formatValue = (value: number | undefined, unit: Row['unit']): string => {
  if (value === undefined) return '–';
  if (Number.isNaN(value)) return 'never';
  return `${digits(value)}${unit === '' ? '' : ` ${unit}`}`;
};

/** Three digits that count: more would be noise. */
const digits = (value: number): string => {
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en', { maximumFractionDigits: Math.min(decimals, 3) });
};

export const tableCells = ({ scenario, figure, values, ratio, bar, met }: Line): string[] => [
  scenario,
  figure,
  ...values,
  ratio,
  bar,
  met,
];

/** In columns, for a terminal. */
export const toText = (lines: readonly Line[]): string => {
  const rows = [head, ...lines.map(tableCells)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

export const toMarkdown = (lines: readonly Line[]): string => {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...lines.map((line) => row(tableCells(line)))].join('\n');
};
