import { describe, expect, test } from 'vitest';
import { parseCard, type ChallengeCard } from '../../../document/cards/index.ts';
import { challengeId, idOf, readyBrief } from '../../../testing/fixtures.ts';
import { NeedId, RecordId } from '../../../ids.ts';
import type { CheckCode } from './checks.ts';
import { briefFindings, checkCodes } from './briefFindings.ts';

const at = Date.UTC(2026, 5, 1);

const brief = (fields: Partial<ChallengeCard> = {}): ChallengeCard => {
  const read = parseCard(challengeId, { ...readyBrief, ...fields });
  if (read?.kind !== 'challenge') throw new Error('The brief of the tests is none');
  return read;
};

/** All that any check asks for. */
const best: Partial<ChallengeCard> = {
  howMightWe: 'How might we keep schoolyards below forty degrees?',
  plan: { title: 'Heat plan, action 14' },
  point: { lat: 55.7, lon: 13.2 },
  budget: { is: 'none', currency: 'SEK', source: '' },
  assets: { [idOf(RecordId, 'yard')]: { kind: 'site', text: 'Three yards, free from May', order: 'a0' } },
  needs: Object.fromEntries(
    (['heat_shade', 'engineering_design', 'operation_maintenance', 'finance', 'measurement_verification'] as const).map(
      (capability, index) => [
        idOf(NeedId, 'need', index),
        { capability, title: '', importance: 'must', local: false, order: `a${index}` },
      ],
    ),
  ),
};

const codes = (fields: Partial<ChallengeCard>): readonly CheckCode[] =>
  briefFindings(brief({ ...best, ...fields }), at).map(({ code }) => code);

const criterion = (weight: number) => ({ text: 'Cooler', metric: '', weight, mustHave: false, order: 'a0' });

/** What makes each check speak. */
const amiss: Readonly<Record<CheckCode, Partial<ChallengeCard>>> = {
  title: { title: ' ' },
  problem: { brief: 'It is hot.' },
  beneficiaries: { beneficiaries: '' },
  target: { target: undefined },
  baseline: { baseline: undefined },
  baseline_after_target: { target: { value: 38, unit: '°C', year: 2024 } },
  target_past: { target: { value: 38, unit: '°C', year: 2025 } },
  units_differ: { target: { value: 100, unit: '°F', year: 2030 } },
  baseline_source: { baseline: { value: 50, unit: '°C', year: 2024, source: '' } },
  plan: { plan: undefined },
  carried_by: { decisionMaker: '' },
  ready_made: { outcome: 'An app that warns parents' },
  brand: { tried: 'CoolPave® on two yards' },
  one_vendor: { nonGoals: 'CoolPave or equivalent' },
  personal: { tried: 'Ask anna.svensson@example.org' },
  place_to_test: { assets: {} },
  route_to_purchase: { procurement: undefined },
  money: { budget: { is: 'unknown', currency: 'SEK', source: '' } },
  deadline_past: { deadline: '2026-05-31' },
  milestone_past: { milestones: { [idOf(RecordId, 'begin')]: { text: 'Begin', day: '2026-01-01', order: 'a0' } } },
  needs: { needs: {} },
  life_cycle: { needs: readyBrief.needs as ChallengeCard['needs'] },
  shares: {
    needs: Object.fromEntries(
      [1, 2].map((number) => [
        idOf(NeedId, 'need', number),
        { capability: 'finance', title: '', importance: 'must', share: 60, local: false, order: '' },
      ]),
    ),
  },
  criteria: { criteria: {} },
  weights: { criteria: { [idOf(RecordId, 'a')]: criterion(60), [idOf(RecordId, 'b')]: criterion(60) } },
  map: { point: undefined },
  how_might_we: { howMightWe: '' },
  long_sentences: { brief: `${'word '.repeat(50)}. ${readyBrief.brief}` },
  abbreviations: { tried: 'The HVAC plan of 2019' },
};

test('a complete brief has no findings', () => {
  expect(codes({})).toEqual([]);
});

test.each(checkCodes)('the check %s finds what it is for', (code) => {
  expect(codes(amiss[code])).toContain(code);
});

test('findings that keep a brief from being published come first', () => {
  const weights = briefFindings(brief({ title: '', criteria: {} }), at).map(({ weight }) => weight);

  expect(weights).toEqual(weights.toSorted((a, b) => (a === b ? 0 : a === 'must' ? -1 : 1)));
  expect(weights).toContain('should');
});

describe('passages', () => {
  test.each([
    'An app that warns parents',
    'We need a smart irrigation system',
    'The city will buy a new sensor platform',
    'En plattform som samlar data',
    'Vi behöver ett nytt system för bevattning',
  ])('"%s" asks for a product', (outcome) => {
    expect(codes({ outcome })).toContain('ready_made');
  });

  test.each([
    'Cooler schoolyards by 2030',
    'The drainage system floods twice a year',
    'Svalare skolgårdar till 2030',
    'Kollektivtrafikens system är ansträngt',
  ])('"%s" states a problem', (outcome) => {
    expect(codes({ outcome })).not.toContain('ready_made');
  });

  test.each(['+46 70 123 45 67', '040-123 45 67', 'anna@example.org', '19900101-1234'])('"%s" is personal', (tried) => {
    expect(codes({ tried })).toContain('personal');
  });

  test.each(['12,000 pupils', 'from 2024 to 2030', '0.5 °C', '424 242 SEK'])('"%s" is not', (tried) => {
    expect(codes({ tried })).not.toContain('personal');
  });

  test('an abbreviation that is explained once is no finding', () => {
    expect(codes({ tried: 'HVAC (heating, ventilation and air conditioning)', nonGoals: 'HVAC' })).toEqual([]);
    expect(codes({ tried: 'Heating and ventilation (HVAC)', nonGoals: 'HVAC' })).toEqual([]);
  });
});
