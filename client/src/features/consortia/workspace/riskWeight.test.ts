import type { RiskLevel } from '@brygga/shared/document/cards/risk';
import { expect, test } from 'vitest';
import { sortByRiskWeight, riskWeight } from './riskWeight.ts';

const risk = (likelihood: RiskLevel, impact: RiskLevel) => ({ likelihood, impact });

test.each([
  ['low', 'low', 'low'],
  ['low', 'medium', 'low'],
  ['low', 'high', 'medium'],
  ['medium', 'medium', 'medium'],
  ['medium', 'high', 'high'],
  ['high', 'high', 'high'],
] as const)('likelihood %s and impact %s weigh %s, either way round', (one, other, weight) => {
  expect(riskWeight(risk(one, other))).toBe(weight);
  expect(riskWeight(risk(other, one))).toBe(weight);
});

test('the heaviest risk comes first, equal ones keep their order', () => {
  const [light, first, second, heavy] = [
    risk('low', 'low'),
    risk('low', 'high'),
    risk('high', 'low'),
    risk('high', 'high'),
  ];
  expect(sortByRiskWeight([light, first, second, heavy])).toEqual([heavy, first, second, light]);
  expect(sortByRiskWeight([second, first])).toEqual([second, first]);
});
