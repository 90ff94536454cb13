import type { ChallengeCard } from '../../../document/cards/index.ts';
import type { Found, Weight } from './finding.ts';
import { checks, type CheckCode } from './checks.ts';

export interface Finding extends Found {
  readonly code: CheckCode;
  readonly weight: Weight;
}

const codes = Object.keys(checks) as readonly CheckCode[];

/**
 * The findings of all checks, those that keep the brief from being published first.
 *
 * @param at milliseconds since 1970.
 */
export const briefFindings = (challenge: ChallengeCard, at: number): readonly Finding[] => {
  const findings = codes.flatMap((code) => {
    const finding = checks[code].find({ challenge, at });
    return finding ? [{ ...finding, code, weight: checks[code].weight }] : [];
  });
  return [...findings.filter(({ weight }) => weight === 'must'), ...findings.filter(({ weight }) => weight !== 'must')];
};

export const checkCodes = codes;
