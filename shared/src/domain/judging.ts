import type { ChallengeAgreement } from '../agreements/challenge/state.ts';
import { type ConsortiumAgreement, isActive } from '../agreements/consortium/state.ts';
import {
  type Conflict,
  type ConsortiumResult,
  type CriterionResult,
  type Marks,
  type Panel,
  scoreMax,
  type ScoreSheet,
} from '../agreements/judging/state.ts';
import type { Criterion } from '../document/cards/challenge.ts';
import { type CardId, type OrganisationId, RecordId } from '../ids.ts';

type Criteria = Readonly<Record<RecordId, Criterion>>;
type AnsweringConsortium = Pick<ConsortiumAgreement, 'status' | 'members'> & { readonly id: CardId };

/** By what consortia are judged, in the city's order. */
export const criteriaInOrder = (criteria: Criteria): readonly (Criterion & { readonly id: RecordId })[] =>
  Object.entries(criteria)
    .map(([id, criterion]) => ({ ...criterion, id: RecordId.parse(id) }))
    .sort((a, b) => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1));

/**
 * When the scoring that runs has begun: a challenge that was sent back to forming is pitched anew, and
 * what was said of the earlier pitch counts no more.
 */
export const scoringStartedAt = ({ moves }: Pick<ChallengeAgreement, 'moves'>): number =>
  moves.findLast(({ to }) => to === 'pitching')?.at ?? 0;

/**
 * Whether somebody has a tie to any of those who answer a challenge. A tie to one takes the right to
 * score them all: who may not praise a friend may not run the friend's rivals down either.
 */
export const isTied = (
  answering: readonly AnsweringConsortium[],
  organisations: readonly OrganisationId[],
  conflicts: readonly Pick<Conflict, 'consortium' | 'company'>[],
): boolean =>
  answering
    .filter(isActive)
    .some(
      ({ id, members }) =>
        organisations.some((own) => Object.hasOwn(members, own)) ||
        conflicts.some(
          ({ consortium, company }) => consortium === id || (company !== undefined && Object.hasOwn(members, company)),
        ),
    );

/** The sheets that count: given in this round, by judges who have no tie as things stand now. */
export const validScoreSheets = (
  sheets: readonly ScoreSheet[],
  {
    since,
    answering,
    conflicts,
  }: { since: number; answering: readonly AnsweringConsortium[]; conflicts: readonly Conflict[] },
): readonly ScoreSheet[] =>
  sheets.filter(
    ({ at, judge, organisations, consortium }) =>
      at >= since &&
      answering.some((each) => each.id === consortium && isActive(each)) &&
      !isTied(
        answering,
        organisations,
        conflicts.filter(({ person }) => person === judge),
      ),
  );

/** Reasons are put in the order of the alphabet: in that of judges, one could be told from the next. */
const tallyMarks = (criterion: RecordId, sheets: readonly ScoreSheet[]): Marks => {
  const scores = sheets.flatMap((sheet) => sheet.scores.filter((score) => score.criterion === criterion));
  const counts = Array.from({ length: scoreMax + 1 }, (_, mark) => scores.filter((s) => s.mark === mark).length);
  return { counts, reasons: scores.map(({ why }) => why).sort() };
};

/** What judges gave one consortium, each panel apart, and no judge named. */
export const resultOf = (criteria: Criteria, sheets: readonly ScoreSheet[]): ConsortiumResult => {
  const of = (panel: Panel) => sheets.filter((sheet) => sheet.panel === panel);
  const [city, others] = [of('city'), of('others')];
  return {
    criteria: criteriaInOrder(criteria).map(({ id, text, weight, mustHave }) => ({
      criterion: id,
      text,
      weight,
      mustHave,
      city: tallyMarks(id, city),
      others: tallyMarks(id, others),
    })),
  };
};

export interface MarkStatistics {
  readonly count: number;
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Undefined where nobody gave a mark. */
export const markStatistics = ({ counts }: Pick<Marks, 'counts'>): MarkStatistics | undefined => {
  const count = counts.reduce((sum, its) => sum + its, 0);
  if (count === 0) return undefined;
  return {
    count,
    mean: counts.reduce((sum, its, mark) => sum + its * mark, 0) / count,
    lowest: counts.findIndex((its) => its > 0),
    highest: counts.findLastIndex((its) => its > 0),
  };
};

/**
 * The means by the criteria's weights, of 100; alike where the city has given none. Undefined where the
 * panel gave no mark.
 */
export const weightedTotal = (criteria: readonly CriterionResult[], panel: Panel): number | undefined => {
  const weighed = criteria.some(({ weight }) => weight > 0);
  let [sum, weights] = [0, 0];
  for (const criterion of criteria) {
    const figures = markStatistics(criterion[panel]);
    const weight = weighed ? criterion.weight : 1;
    if (!figures) continue;
    sum += weight * figures.mean;
    weights += weight;
  }
  return weights === 0 ? undefined : (sum / weights / scoreMax) * 100;
};
