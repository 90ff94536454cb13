import type { Seat } from '@brygga/shared/agreements/consortium/state';
import type { Need } from '@brygga/shared/document/cards/challenge';
import { consortiumStage } from '@brygga/shared/domain/consortium/stage';
import { coverageOf, needsInOrder } from '@brygga/shared/domain/consortium/coverage';
import type { NeedId } from '@brygga/shared/ids';
import { formatList } from '../../i18n/format.ts';
import { key, m, needName } from '../../i18n/index.ts';

type Seats = Readonly<Record<NeedId, Pick<Seat, 'holder' | 'state'>>>;
type Needs = Readonly<Record<NeedId, Need>>;

/** More gaps than this are counted rather than named. */
const namedGapsMax = 4;

/** The names of these needs, in the city's order. */
export const needNames = (needs: Needs, ids: readonly NeedId[]): readonly string[] =>
  needsInOrder(needs)
    .filter(({ id }) => ids.includes(id))
    .map(needName);

/** `4 of 6 needs covered; Finance and Operation and maintenance: nobody yet`. */
export const coverageSentence = (needs: Needs, seats: Seats): string => {
  const { covered, claimed, total, open } = coverageOf(needs, seats);
  if (total === 0) return m.consortia_covered_none_asked();
  if (open.length === 0) return m.consortia_covered_all({ count: total });
  const coveredCount = m.consortia_covered({ count: total, covered });
  const unclaimed = open.filter((id) => seats[id]?.holder === undefined);
  const gaps =
    unclaimed.length > 0
      ? m.consortia_gap({ covered: coveredCount, needs: formatList(needNames(needs, unclaimed), namedGapsMax) })
      : coveredCount;
  return claimed > 0 ? [gaps, m.consortia_claimed_more({ count: claimed })].join('. ') : gaps;
};

/** The needs that no consortium covers, in a sentence. */
export const uncoveredNeedsSentence = (needs: Needs, open: readonly NeedId[]): string => {
  if (Object.keys(needs).length === 0) return m.consortia_covered_none_asked();
  if (open.length === 0) return m.consortia_nobody_all_covered();
  return m.consortia_nobody_lines({ count: open.length, needs: formatList(needNames(needs, open)) });
};

/** How far a consortium has come, in a sentence. */
export const consortiumStageSentence = (needs: Needs, consortium: Parameters<typeof consortiumStage>[1]): string =>
  m[key('consortia_stage', consortiumStage(needs, consortium))]();
