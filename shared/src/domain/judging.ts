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
import { byOrderThenId } from '../document/order.ts';
import { type CardId, type OrganisationId, RecordId } from '../ids.ts';

type Criteria = Readonly<Record<RecordId, Criterion>>;
type AnsweringConsortium = Pick<ConsortiumAgreement, 'status' | 'members'> & { readonly id: CardId };

/** The criteria in the city's order. */
export const criteriaInOrder = (criteria: Criteria): readonly (Criterion & { readonly id: RecordId })[] =>
  Object.entries(criteria)
    .map(([id, criterion]) => ({ ...criterion, id: RecordId.parse(id) }))
    .sort(byOrderThenId);

/**
 * When the current round of scoring began: a challenge that went back to forming is pitched again, and
 * scores of the earlier pitch do not count.
 */
export const scoringStartedAt = ({ moves }: Pick<ChallengeAgreement, 'moves'>): number =>
  moves.findLast(({ to }) => to === 'pitching')?.at ?? 0;

/**
 * Whether somebody has a conflict with any active consortium of a challenge. It takes the right to score
 * all of them: who may not praise a friend may not run down the friend's rivals either.
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

/** The sheets that count: of this round, for active consortia, by judges without a conflict. */
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

/** Reasons are sorted alphabetically: the order of judges would identify them. */
const tallyMarks = (criterion: RecordId, sheets: readonly ScoreSheet[]): Marks => {
  const scores = sheets.flatMap((sheet) => sheet.scores.filter((score) => score.criterion === criterion));
  const counts = Array.from(
    { length: scoreMax + 1 },
    (_, mark) => scores.filter((score) => score.mark === mark).length,
  );
  return { counts, reasons: scores.map(({ why }) => why).sort() };
};

/** The result of one consortium, each panel apart, without judges' names. */
export const resultOf = (criteria: Criteria, sheets: readonly ScoreSheet[]): ConsortiumResult => {
  const sheetsOf = (panel: Panel) => sheets.filter((sheet) => sheet.panel === panel);
  const [city, others] = [sheetsOf('city'), sheetsOf('others')];
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
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  return {
    count: total,
    mean: counts.reduce((sum, count, mark) => sum + count * mark, 0) / total,
    lowest: counts.findIndex((count) => count > 0),
    highest: counts.findLastIndex((count) => count > 0),
  };
};

/**
 * The weighted mean of a panel's marks, of 100; all criteria weigh the same where the city has set no
 * weights. Undefined where the panel gave no mark.
 */
export const weightedTotal = (criteria: readonly CriterionResult[], panel: Panel): number | undefined => {
  const hasWeights = criteria.some(({ weight }) => weight > 0);
  let [sum, weightSum] = [0, 0];
  for (const criterion of criteria) {
    const statistics = markStatistics(criterion[panel]);
    const weight = hasWeights ? criterion.weight : 1;
    if (!statistics) continue;
    sum += weight * statistics.mean;
    weightSum += weight;
  }
  return weightSum === 0 ? undefined : (sum / weightSum / scoreMax) * 100;
};
