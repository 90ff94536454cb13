import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlanAction } from './action.ts';
import { checkWorksheet } from './checkWorksheet.ts';
import { suggestReading } from './suggestReading.ts';
import type { Cell, Worksheet } from './worksheet.ts';

const sheetOf = (...rows: Cell[][]): Worksheet => ({ name: 'Plan', rows });
const check = (...rows: Cell[][]) => {
  const sheet = sheetOf(...rows);
  return checkWorksheet(sheet, suggestReading(sheet, 0));
};

describe('a plan in Swedish', () => {
  test('is read with Swedish headings, numbers and units', () => {
    const { actions, faults } = check(
      ['Klimathandlingsplan 2030'],
      [],
      [
        'Nr',
        'Åtgärd',
        'Insatsområde',
        'Ansvarig',
        'Startår',
        'Slutår',
        'Kostnad (MSEK)',
        'Minskning, ton CO2e/år',
        'Länk',
      ],
      [
        'T-14',
        'Eldrivna bussar',
        'Resor & transporter',
        'Trafikkontoret',
        2026,
        '2030',
        '12,5',
        '1 400',
        'www.example.org/t14',
      ],
      [
        'E-2',
        'Fjärrvärme i hamnen',
        'Energi och byggnader',
        'Energibolaget',
        '2027-01-15',
        2031,
        '4 mkr',
        '2,5 kt',
        '',
      ],
    );

    expect(faults).toEqual([]);
    expect(actions).toEqual([
      {
        code: 'T-14',
        title: 'Eldrivna bussar',
        sector: 'transport',
        department: 'Trafikkontoret',
        from: 2026,
        until: 2030,
        cost: 12_500_000,
        currency: 'SEK',
        reduction: 1_400,
        link: 'https://www.example.org/t14',
      },
      {
        code: 'E-2',
        title: 'Fjärrvärme i hamnen',
        sector: 'energy_buildings',
        department: 'Energibolaget',
        from: 2027,
        until: 2031,
        cost: 4_000_000,
        currency: 'SEK',
        reduction: 2_500,
      },
    ]);
  });
});

describe('a plan in English', () => {
  test('is read with decimal points, and a currency column', () => {
    const { actions, faults } = check(
      ['ID', 'Action', 'Description', 'Sector', 'Target', 'Cost', 'Currency', 'Reduction (tCO2e/yr)', 'End year'],
      ['W1', 'Sort food waste', 'All households', 'Waste', '60 % by 2030', '1,250,000.50', 'EUR', 320.4, 2030],
    );

    expect(faults).toEqual([]);
    expect(actions).toEqual([
      {
        code: 'W1',
        title: 'Sort food waste',
        description: 'All households',
        sector: 'waste',
        goal: '60 % by 2030',
        cost: 1_250_000.5,
        currency: 'EUR',
        reduction: 320.4,
        until: 2030,
      },
    ]);
  });
});

describe('a row', () => {
  const headings = ['ID', 'Action', 'Sector', 'Start year', 'End year', 'Cost', 'Reduction', 'Link', 'Currency'];
  test.each([
    ['that has no title', ['A', ' '], 'title', 'missing'],
    ['whose title is an essay', ['A', 'x'.repeat(301)], 'title', 'too-long'],
    ['whose formula went wrong', ['A', '#REF!'], 'title', 'cell-error'],
    ['whose sector is none of ours', ['A', 'Trees', 'Miscellaneous'], 'sector', 'unknown-sector'],
    ['that starts in no year', ['A', 'Trees', '', 'soon'], 'from', 'not-a-year'],
    ['that starts before plans began', ['A', 'Trees', '', 1066], 'from', 'not-a-year'],
    ['that ends before it starts', ['A', 'Trees', '', 2030, 2026], 'until', 'ends-before-it-starts'],
    ['whose cost is words', ['A', 'Trees', '', '', '', 'to be decided'], 'cost', 'not-a-number'],
    ['whose cost is a span', ['A', 'Trees', '', '', '', '10-20'], 'cost', 'not-a-number'],
    ['whose cost is below zero', ['A', 'Trees', '', '', '', -5], 'cost', 'below-zero'],
    ['whose cost is in nothing that we know', ['A', 'Trees', '', '', '', '5 acorns'], 'cost', 'unknown-unit'],
    ['whose cost no city pays', ['A', 'Trees', '', '', '', 1e13], 'cost', 'too-large'],
    ['whose reduction is in money', ['A', 'Trees', '', '', '', '', '5 MSEK'], 'reduction', 'unknown-unit'],
    ['whose link runs a script', ['A', 'Trees', '', '', '', '', '', 'javascript:alert(1)'], 'link', 'not-a-link'],
    ['whose currency is none', ['A', 'Trees', '', '', '', '', '', '', 'acorns'], 'currency', 'unknown-currency'],
  ])('%s is reported with its cell', (_what, row, field, fault) => {
    const { actions, faults } = check(headings, ['0', 'An action that is fine'], row);

    expect(faults).toEqual([expect.objectContaining({ row: 3, field, fault })]);
    expect(actions).toHaveLength(1);
  });

  test('with the code of an earlier one is reported', () => {
    expect(check(headings, ['A', 'One'], ['B', 'Two'], ['A', 'Three']).faults).toEqual([
      { row: 4, field: 'code', fault: 'code-twice', value: 'A' },
    ]);
  });

  test('that is empty is skipped', () => {
    const { rows, actions } = check(headings, ['A', 'One'], ['', '  '], [], ['B', 'Two']);

    expect({ rows, actions: actions.length }).toEqual({ rows: 2, actions: 2 });
  });

  test('keeps a formula as text', () => {
    expect(check(headings, ['A', '=HYPERLINK("http://evil.example")']).actions[0]?.title).toMatch(/^=HYPERLINK/);
  });
});

test('each row of any worksheet is an action or has a finding', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.double(),
    fc.constantFrom('12,5 MSEK', '#N/A', '2030', 'transport', '1.000,5', 'https://example.org', '-3', ''),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { maxLength: 15 }), { maxLength: 20 }),
      fc.constantFrom(',', '.'),
      (rows, decimal) => {
        const mapping = {
          title: 0,
          code: 1,
          sector: 2,
          from: 3,
          until: 4,
          cost: 5,
          reduction: 6,
          link: 7,
          currency: 8,
        };
        const checked = checkWorksheet({ name: 'x', rows }, { sheet: 0, headings: 0, mapping, decimal });
        for (const action of checked.actions) expect(PlanAction.parse(action)).toEqual(action);
        const faulty = new Set(checked.faults.map(({ row }) => row));
        expect(checked.actions.length + faulty.size).toBe(checked.rows);
      },
    ),
  );
});
