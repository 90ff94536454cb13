import type { Need } from '../../document/cards/challenge.ts';
import type { NeedId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { type FitCity, type FitCompany, compareWithNeed } from './comparison.ts';
import { type FitLack, fitLackCodes, fitLacks } from './lacks.ts';
import { type FitReason, fitReasonCodes, fitReasons } from './reasons.ts';

/**
 * How a company meets a need: with nothing missing, with something that it says what, with nothing but
 * something near to it, or not at all. There is no number in it on purpose: nobody is ranked.
 */
export type Fit = 'whole' | 'part' | 'near' | 'none';

export interface NeedFit {
  readonly id: NeedId;
  readonly need: Need;
  readonly fit: Fit;
  /** Why; never empty where it fits as a whole. */
  readonly reasons: readonly FitReason[];
  /** What is missing; never empty where it fits in part, or is near. */
  readonly lacks: readonly FitLack[];
}

/** A company held against one need. */
export const needFit = (company: FitCompany, city: FitCity, need: Need): Omit<NeedFit, 'id'> => {
  const meeting = compareWithNeed(company, city, need);
  const lacks = fitLackCodes.flatMap((code): readonly FitLack[] => fitLacks[code](meeting));
  // Who lacks the capability itself has no reason to be told that the language is right.
  if (!meeting.claim) return { need, fit: lacks.length > 0 ? 'near' : 'none', reasons: [], lacks };
  const reasons = fitReasonCodes.flatMap((code): readonly FitReason[] => fitReasons[code](meeting));
  return { need, fit: lacks.length > 0 ? 'part' : 'whole', reasons, lacks };
};

/** A company held against a challenge's needs, in the order in which the city names them. */
export const needFits = (
  company: FitCompany,
  city: FitCity,
  needs: Readonly<Record<NeedId, Need>>,
): readonly NeedFit[] => needsInOrder(needs).map(({ id, ...need }) => ({ id, ...needFit(company, city, need) }));

/** Whether the company meets the need, wholly or in part. */
export const isFit = ({ fit }: Pick<NeedFit, 'fit'>): boolean => fit === 'whole' || fit === 'part';

/** What the company meets, and nothing else: what it meets as a whole first, and of that the musts. */
export const fittingNeeds = (all: readonly NeedFit[]): readonly NeedFit[] => {
  const weight = ({ fit, need }: NeedFit) => (fit === 'whole' ? 0 : 3) + importanceOrder[need.importance];
  return all.filter(isFit).toSorted((a, b) => weight(a) - weight(b));
};

const importanceOrder = { must: 0, should: 1, could: 2 } as const;
