import { importanceOrder, type Need, type Needs } from '../../document/cards/challenge.ts';
import type { NeedId } from '../../ids.ts';
import { needsInOrder } from '../consortium/coverage.ts';
import { type FitCity, type FitCompany, compareWithNeed } from './comparison.ts';
import { type FitLack, fitLackCodes, fitLacks } from './lacks.ts';
import { type FitReason, fitReasonCodes, fitReasons } from './reasons.ts';

/**
 * How a company meets a need: fully, with lacks, only by a capability of the same area, or not at all.
 * It is no number on purpose: nobody is ranked.
 */
export type Fit = 'whole' | 'part' | 'near' | 'none';

export interface NeedFit {
  readonly id: NeedId;
  readonly need: Need;
  readonly fit: Fit;
  /** Never empty where `fit` is `whole`. */
  readonly reasons: readonly FitReason[];
  /** Never empty where `fit` is `part` or `near`. */
  readonly lacks: readonly FitLack[];
}

/** Compares a company with one need. */
export const needFit = (company: FitCompany, city: FitCity, need: Need): Omit<NeedFit, 'id'> => {
  const comparison = compareWithNeed(company, city, need);
  const lacks = fitLackCodes.flatMap((code): readonly FitLack[] => fitLacks[code](comparison));
  // Without the capability itself, nothing else speaks for the company.
  if (!comparison.claim) return { need, fit: lacks.length > 0 ? 'near' : 'none', reasons: [], lacks };
  const reasons = fitReasonCodes.flatMap((code): readonly FitReason[] => fitReasons[code](comparison));
  return { need, fit: lacks.length > 0 ? 'part' : 'whole', reasons, lacks };
};

/** Compares a company with a challenge's needs, in the city's order. */
export const needFits = (company: FitCompany, city: FitCity, needs: Needs): readonly NeedFit[] =>
  needsInOrder(needs).map(({ id, ...need }) => ({ id, ...needFit(company, city, need) }));

/** Whether the company meets the need fully or with lacks. */
export const isFit = ({ fit }: Pick<NeedFit, 'fit'>): boolean => fit === 'whole' || fit === 'part';

/** The needs that the company meets: fully met ones first, and of these the musts. */
export const fittingNeeds = (all: readonly NeedFit[]): readonly NeedFit[] => {
  const weight = ({ fit, need }: NeedFit) => (fit === 'whole' ? 0 : 3) + importanceOrder[need.importance];
  return all.filter(isFit).toSorted((a, b) => weight(a) - weight(b));
};
