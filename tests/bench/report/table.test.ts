import { describe, expect, test } from 'vitest';
import {
  lowerBar,
  upperBar,
  type Figures,
  mediansOf,
  barPlusPeer,
  type Scenario,
  barTimesPeer,
} from '../scenarios/scenario.ts';
import { insertReport } from './markdown.ts';
import { tableLines, formatValue } from './table.ts';

const round = (contestant: string, figures: Figures) => ({ contestant, figures });
const scenario = (rows: Scenario['rows']): Scenario => ({
  name: 'walk',
  title: 'a walk',
  contestants: [],
  rows,
  run: () => Promise.resolve({}),
});
const rounds = [
  round('brygga', { steps: 4 }),
  round('brygga', { steps: 100 }),
  round('brygga', { steps: 5 }),
  round('hocuspocus', { steps: 10 }),
  round('brygga-stock', { steps: 7 }),
];

describe('a line of the table', () => {
  test('shows medians, what was not measured as a dash, and the ratio to Hocuspocus', () => {
    const [line] = tableLines(scenario([{ figure: 'steps', title: 'steps', unit: 'ms' }]), mediansOf(rounds));
    expect(line).toMatchObject({ values: ['5 ms', '10 ms', '–', '–'], ratio: '0.5 ×', met: '' });
  });

  test('may show a variant of Brygga instead', () => {
    const rows = [{ figure: 'steps', title: 'steps', unit: '', ours: 'brygga-stock' }] as const;
    expect(tableLines(scenario(rows), mediansOf(rounds))[0]?.values[0]).toBe('7');
  });

  test('may compare Brygga with a variant of itself', () => {
    const rows = [
      { figure: 'steps', title: 'steps', unit: '', ours: 'brygga-stock', against: 'brygga-stock' },
    ] as const;
    const [line] = tableLines(scenario(rows), mediansOf(rounds));
    expect(line).toMatchObject({ values: ['7', '–', '–', '–'], ratio: '0.714 ×' });
  });

  test('is left out where nothing was measured', () => {
    expect(tableLines(scenario([{ figure: 'leaps', title: 'leaps', unit: '' }]), mediansOf(rounds))).toEqual([]);
  });

  test.each([
    [barTimesPeer('steps', 0.5), 'yes'],
    [barTimesPeer('steps', 0.4), 'NO'],
    [barTimesPeer('steps', 2, 'relay'), '–'],
    [barPlusPeer('steps', -5, 'five fewer'), 'yes'],
    [barPlusPeer('steps', -6, 'six fewer'), 'NO'],
    [upperBar('steps', 4.9, 'few'), 'NO'],
    [lowerBar('steps', 5, 'some'), 'yes'],
  ])('says of the bar “$text” whether it is met: %s', (bar, met) => {
    const lines = tableLines(scenario([{ figure: 'steps', title: 'steps', unit: '', bar }]), mediansOf(rounds));
    expect(lines[0]?.met).toBe(met);
  });
});

test.each([
  [1234.5, 'ms', '1,235 ms'],
  [12.345, 'µs', '12.3 µs'],
  [0.01234, 'cores', '0.012 cores'],
  [0, '', '0'],
  [Number.NaN, 'ms', 'never'],
  [undefined, 'ms', '–'],
] as const)('%s %s is shown as “%s”', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

test('the table replaces the last one, and leaves the rest of the file alone', () => {
  const file = 'before <!-- bench: begin --> old <!-- bench: end --> after';
  const lines = tableLines(scenario([{ figure: 'steps', title: 'steps', unit: 'ms' }]), mediansOf(rounds));
  const written = insertReport(file, { lines, machine: 'a machine', rounds: 3 });

  expect(written).toMatch(/^before .*5 ms.* after$/s);
  expect(written).not.toContain('old');
  expect(() => insertReport('no place', { lines, machine: 'a machine', rounds: 3 })).toThrow(/bench: begin/);
});
