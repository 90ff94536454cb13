import { expect, test } from 'vitest';
import { csvDelimiter, csvOf } from './csv.ts';

test('a file reads back as its cells, whatever they contain', () => {
  expect(csvOf([['a', 'b;c', 'say "x"', 'two\nlines', ' edge', 3.5, -1, true, null, undefined]], ';')).toBe(
    '\ufeffa;"b;c";"say ""x""";"two\nlines";" edge";3.5;-1;true;;\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '＝1', '=HYPERLINK("http://x","y")'])(
  'a text that a spreadsheet would run is only read: %j',
  (text) => {
    expect(csvOf([[text]], ',').replace(/^\ufeff"?/, '')).toMatch(/^'/);
  },
);

test('is delimited as the reader’s spreadsheet expects', () => {
  expect([csvDelimiter('en'), csvDelimiter('sv')]).toEqual([',', ';']);
});
