import { stripMarkup } from '../../../document/text/richText.ts';
import { capabilities } from '../../../taxonomy/capabilities.ts';
import type { Check } from './finding.ts';
import { unexplainedAbbreviation } from './abbreviations.ts';
import { findPersonalData } from './personalData.ts';
import { firstMatch, passagesOf, sentencesIn, wordsIn } from './passages.ts';
import { brandMark, oneVendor, readyMade } from './solutionPatterns.ts';

const check = (weight: Check['weight'], find: Check['find']): Check => ({ weight, find });

/** Longer sentences are hard to read in a second language. */
const sentenceWordsMax = 32;
const weightsSum = 100;
const briefWordsMin = 40;

/** Capabilities that work on a challenge takes from beginning to end. */
const lifeCycle = ['engineering_design', 'operation_maintenance', 'finance', 'measurement_verification'] as const;

const yearOf = (at: number): number => new Date(at).getUTCFullYear();
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * What makes a brief that companies can answer, from the questions of challenge prizes (Challenge
 * Works, "green-light questions"), the Climate Smart Cities Challenge's webinar for cities, and
 * C40's City Solutions Platform: one function each.
 */
export const checks = {
  title: check('must', ({ challenge }) => (challenge.title.trim() === '' ? { field: 'title' } : undefined)),
  problem: check('must', ({ challenge }) =>
    wordsIn(stripMarkup(challenge.brief)).length < briefWordsMin
      ? { field: 'brief', params: { least: briefWordsMin } }
      : undefined,
  ),
  beneficiaries: check('must', ({ challenge }) =>
    challenge.beneficiaries.trim() === '' ? { field: 'beneficiaries' } : undefined,
  ),
  target: check('must', ({ challenge: { target } }) => (target ? undefined : { field: 'target' })),
  baseline: check('must', ({ challenge: { baseline } }) => (baseline ? undefined : { field: 'baseline' })),
  baseline_after_target: check('must', ({ challenge: { baseline, target } }) =>
    baseline && target && baseline.year >= target.year
      ? { field: 'target', params: { baseline: baseline.year, target: target.year } }
      : undefined,
  ),
  target_past: check('must', ({ challenge: { target }, at }) =>
    target && target.year < yearOf(at) ? { field: 'target', params: { year: target.year } } : undefined,
  ),
  units_differ: check('must', ({ challenge: { baseline, target } }) =>
    baseline && target && baseline.unit.trim().toLowerCase() !== target.unit.trim().toLowerCase()
      ? { field: 'target', params: { baseline: baseline.unit, target: target.unit } }
      : undefined,
  ),
  baseline_source: check('should', ({ challenge: { baseline } }) =>
    baseline && baseline.source.trim() === '' ? { field: 'baseline' } : undefined,
  ),
  plan: check('should', ({ challenge: { plan } }) => (plan ? undefined : { field: 'plan' })),
  carried_by: check('must', ({ challenge }) =>
    challenge.decisionMaker.trim() === '' ? { field: 'decisionMaker' } : undefined,
  ),
  ready_made: check('must', ({ challenge }) => {
    const passage = firstMatch(passagesOf(challenge), readyMade);
    return passage && { field: passage.field, params: { words: passage.match } };
  }),
  brand: check('must', ({ challenge }) => {
    const passage = firstMatch(passagesOf(challenge), brandMark);
    return passage && { field: passage.field, params: { words: passage.match } };
  }),
  one_vendor: check('must', ({ challenge }) => {
    const passage = firstMatch(passagesOf(challenge), oneVendor);
    return passage && { field: passage.field, params: { words: passage.match } };
  }),
  personal: check('must', ({ challenge }) => {
    const passage = passagesOf(challenge).find(({ text }) => findPersonalData(text) !== undefined);
    return passage && { field: passage.field, params: { words: findPersonalData(passage.text) ?? '' } };
  }),
  place_to_test: check('should', ({ challenge }) =>
    Object.values(challenge.assets).some(({ kind, text }) => (kind === 'site' || kind === 'testbed') && text.trim())
      ? undefined
      : { field: 'assets' },
  ),
  route_to_purchase: check('must', ({ challenge }) => (challenge.procurement ? undefined : { field: 'procurement' })),
  money: check('should', ({ challenge: { budget } }) =>
    budget && budget.is !== 'unknown' ? undefined : { field: 'budget' },
  ),
  deadline_past: check('must', ({ challenge: { deadline }, at }) =>
    deadline !== undefined && deadline < dayOf(at) ? { field: 'deadline', params: { day: deadline } } : undefined,
  ),
  milestone_past: check('should', ({ challenge, at }) => {
    const late = Object.values(challenge.milestones).find(({ day }) => day !== undefined && day < dayOf(at));
    return late && { field: 'milestones', params: { day: late.day ?? '' } };
  }),
  needs: check('must', ({ challenge }) => (Object.keys(challenge.needs).length === 0 ? { field: 'needs' } : undefined)),
  life_cycle: check('should', ({ challenge }) => {
    const capabilityIds = new Set<string>(Object.values(challenge.needs).map(({ capability }) => capability));
    const lacking =
      capabilityIds.size === 0 ? undefined : lifeCycle.find((capability) => !capabilityIds.has(capability));
    return lacking && { field: 'needs', params: { capability: lacking } };
  }),
  shares: check('must', ({ challenge }) => {
    const sum = Object.values(challenge.needs).reduce((all, { share = 0 }) => all + share, 0);
    return sum > weightsSum ? { field: 'needs', params: { sum } } : undefined;
  }),
  criteria: check('must', ({ challenge }) =>
    Object.values(challenge.criteria).some(({ text }) => text.trim() !== '') ? undefined : { field: 'criteria' },
  ),
  weights: check('must', ({ challenge }) => {
    const weights = Object.values(challenge.criteria).map(({ weight }) => weight);
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return weights.length > 0 && sum !== weightsSum ? { field: 'criteria', params: { sum } } : undefined;
  }),
  map: check('should', ({ challenge }) => (challenge.point ? undefined : { field: 'point' })),
  how_might_we: check('should', ({ challenge }) =>
    challenge.howMightWe.trim() === '' ? { field: 'howMightWe' } : undefined,
  ),
  long_sentences: check('should', ({ challenge }) => {
    const long = sentencesIn(stripMarkup(challenge.brief)).find(
      (sentence) => wordsIn(sentence).length > sentenceWordsMax,
    );
    return long === undefined
      ? undefined
      : { field: 'brief', params: { words: `${wordsIn(long).slice(0, 6).join(' ')} …` } };
  }),
  abbreviations: check('should', ({ challenge }) => {
    const passage = unexplainedAbbreviation(passagesOf(challenge));
    return passage && { field: passage.field, params: { words: passage.match } };
  }),
} as const satisfies Record<string, Check>;

export type CheckCode = keyof typeof checks;

/** Whether a parameter is a capability's id, which is shown by the capability's name. */
export const namesCapability = (word: string): word is keyof typeof capabilities => Object.hasOwn(capabilities, word);
