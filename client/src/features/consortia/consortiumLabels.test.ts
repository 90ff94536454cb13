import { Need } from '@brygga/shared/document/cards/challenge';
import { NeedId } from '@brygga/shared/ids';
import { companyIds, idOf, nth } from '@brygga/shared/testing/fixtures';
import { expect, test } from 'vitest';
import { coverageSentence, uncoveredNeedsSentence } from './consortiumLabels.ts';

const ids = [1, 2, 3, 4, 5, 6, 7].map((number) => idOf(NeedId, 'need', number));
const capabilities = [
  'operation_maintenance',
  'heat_pumps',
  'finance',
  'research',
  'insurance_risk',
  'translation',
  'charging',
] as const;
const needsOf = (count: number) =>
  Object.fromEntries(
    ids.slice(0, count).map((id, at) => [id, Need.parse({ capability: capabilities[at], order: `a${at}` })]),
  );
const taken = (...which: number[]) =>
  Object.fromEntries(which.map((at) => [nth(ids, at), { holder: nth(companyIds, 0), state: 'agreed' as const }]));

test('coverage names its gaps', () => {
  expect(coverageSentence(needsOf(3), taken(1))).toBe(
    '1 of 3 needs covered; Operation and maintenance and Finance: nobody yet',
  );
});

test('a claimed seat is neither a gap nor covered', () => {
  const claimed = { [nth(ids, 0)]: { holder: nth(companyIds, 1), state: 'claimed' as const } };
  expect(coverageSentence(needsOf(3), { ...taken(1), ...claimed })).toBe(
    '1 of 3 needs covered; Finance: nobody yet. 1 claim waits for the lead',
  );
});

test('many gaps are counted rather than named', () => {
  expect(coverageSentence(needsOf(7), {})).toBe(
    '0 of 7 needs covered; Operation and maintenance, Heat pumps, Finance, Research, and 3 more: nobody yet',
  );
});

test('full coverage and a challenge without needs have sentences of their own', () => {
  expect(coverageSentence(needsOf(2), taken(0, 1))).toBe('All 2 needs are covered');
  expect(coverageSentence(needsOf(1), taken(0))).toBe('The one need is covered');
  expect(coverageSentence({}, {})).toBe('The city has named no needs yet');
});

test('needs that no consortium covers are listed in the city’s order', () => {
  expect(uncoveredNeedsSentence(needsOf(3), [nth(ids, 2), nth(ids, 0)])).toBe(
    '2 needs that no consortium covers: Operation and maintenance and Finance',
  );
  expect(uncoveredNeedsSentence(needsOf(3), [])).toBe('Every need is covered by somebody.');
});
