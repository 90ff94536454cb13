import { expect, test } from 'vitest';
import { identifyingTerms } from './identifyingTerms.ts';

const names = ['Skuggholm & Segel AB', 'Nordvatten', 'Åkerö Energi'];

test.each([
  ['We at Skuggholm & Segel ask', ['Skuggholm & Segel AB']],
  ['skuggholm segel', ['Skuggholm & Segel AB']],
  ['NORDVATTEN, could do it', ['Nordvatten']],
  ['akero energi and Nordvatten', ['Nordvatten', 'Åkerö Energi']],
  ['A company of sails and shade', []],
  ['Nordvattenfall', []],
  ['', []],
])('%j mentions %j', (text, found) => {
  expect(identifyingTerms(text, names)).toEqual(found);
});

test('a name that is only a legal form identifies nobody', () => {
  expect(identifyingTerms('the AB of it', ['AB', '', '&'])).toEqual([]);
});
