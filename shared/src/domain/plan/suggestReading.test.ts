import { describe, expect, test } from 'vitest';
import { suggestMapping, suggestReading } from './suggestReading.ts';
import { likelyDecimalMark, parseNumber, splitUnit } from './numbers.ts';
import { sectorIn } from './sectorTerms.ts';
import { moneyIn, tonnesIn, unitInHeading } from './units.ts';

describe('headings', () => {
  test('match fields, the surest first, and no column matches two', () => {
    expect(suggestMapping(['Action ID', 'Action', 'Action description', 'Status', 'Notes'])).toEqual({
      code: 0,
      title: 1,
      description: 2,
      status: 3,
    });
  });

  test('are found below a title, and by default in the first row', () => {
    const plan = {
      name: '',
      rows: [['City of Lakes'], ['Adopted', '2025-01-01'], ['Titel', 'Mål'], ['Trees', 'More']],
    };
    expect(suggestReading(plan, 2)).toEqual({ sheet: 2, headings: 2, mapping: { title: 0, goal: 1 }, decimal: '.' });
    expect(suggestReading({ name: '', rows: [['a'], ['b']] }, 0).headings).toBe(0);
    expect(suggestReading({ name: '', rows: [] }, 0)).toMatchObject({ headings: 0, mapping: {} });
  });
});

describe('a number', () => {
  test.each([
    ['1 200 000,5', ',', 1_200_000.5],
    ['1.200.000', ',', 1_200_000],
    ['1,200', '.', 1_200],
    ['1,200', ',', 1.2],
    ['−3', '.', -3],
    ['1.2.3', ',', undefined],
    ['12,34', '.', undefined],
    ['', '.', undefined],
    ['1e5', '.', undefined],
  ] as const)('%j with %j before the decimals is %j', (written, mark, number) => {
    expect(parseNumber(written, mark)).toBe(number);
  });

  test('is split from its unit, on either side', () => {
    expect(splitUnit('ca 12,5 MSEK')).toEqual({ number: '12,5', unit: 'MSEK' });
    expect(splitUnit('€ 300 000')).toEqual({ number: '300 000', unit: '€' });
    expect(splitUnit('EUR 3 million')).toBeUndefined();
    expect(splitUnit('none')).toBeUndefined();
  });

  test('tells the decimal mark only if it can be read one way', () => {
    expect(likelyDecimalMark(['1,200', '300'])).toBeUndefined();
    expect(likelyDecimalMark(['1,200', '12,5'])).toBe(',');
    expect(likelyDecimalMark(['1,200.5', '12'])).toBe('.');
  });
});

describe('a unit', () => {
  test.each([
    ['tCO2e/yr', 1],
    ['kton CO₂-ekv/år', 1_000],
    ['ton', 1],
    ['Mt', 1_000_000],
    ['kg per year', 0.001],
    ['MWh', undefined],
  ])('of mass: %s', (unit, tonnes) => expect(tonnesIn(unit)).toBe(tonnes));

  test.each([
    ['MSEK', { currency: 'SEK', times: 1e6 }],
    ['tkr', { currency: 'SEK', times: 1e3 }],
    ['EUR', { currency: 'EUR', times: 1 }],
    ['million EUR', { currency: 'EUR', times: 1e6 }],
    ['mdr kr', { currency: 'SEK', times: 1e9 }],
    ['miljoner', { currency: undefined, times: 1e6 }],
    ['MAD', { currency: 'MAD', times: 1 }],
    ['MWh', undefined],
    ['constructor', undefined],
  ])('of money: %s', (unit, money) => expect(moneyIn(unit)).toEqual(money));

  test('is read from a heading, in brackets or after a comma', () => {
    expect(unitInHeading('Kostnad (MSEK)')).toBe('MSEK');
    expect(unitInHeading('Minskning, ton CO2e/år')).toBe('ton CO2e/år');
    expect(unitInHeading('Cost')).toBeUndefined();
  });
});

test('a plan’s term for an area is matched by whole words', () => {
  expect(sectorIn('Avfall och återbruk')).toBe('waste');
  expect(sectorIn('ENERGY & Buildings')).toBe('energy_buildings');
  expect(sectorIn('adaptation_water')).toBe('adaptation_water');
  expect(sectorIn('Material')).toBeUndefined();
});
