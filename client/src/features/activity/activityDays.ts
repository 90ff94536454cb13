import { cardsOfHappening, type Happening } from '@brygga/shared/domain/activity/happening';
import type { CardId } from '@brygga/shared/ids';

/** A line of the list: a happening, and those like it that somebody did in one go. */
export interface ActivityGroup {
  readonly newest: Happening;
  readonly others: readonly Happening[];
}

/** A day's lines, by the reader's calendar. */
export interface ActivityDay {
  /** Its beginning, in milliseconds since 1970. */
  readonly at: number;
  readonly groups: readonly ActivityGroup[];
}

/** What follows sooner is one go: somebody who puts up twelve notes is one line. */
const groupGapMs = 10 * 60_000;

const isAlike = (a: Happening, b: Happening): boolean =>
  a.what === b.what && a.by === b.by && a.onBehalf === b.onBehalf && a.about.field === b.about.field;

/** Writing alone: what was settled stands by itself, however alike. */
const belongsToGroup = (row: ActivityGroup, next: Happening): boolean => {
  const last = row.others.at(-1) ?? row.newest;
  return next.kind === 'writing' && isAlike(row.newest, next) && last.at - next.at < groupGapMs;
};

/** What one row of the journal tells has one number. */
const journalRowOf = ({ id }: Happening): string => id.slice(0, id.indexOf('.'));

/**
 * Who puts up a card and writes on it has done one thing, and who comes brings their organisation
 * along: the second goes without saying.
 */
const withoutRedundant = (happenings: readonly Happening[]): readonly Happening[] => {
  const comings = new Set(happenings.filter(({ what }) => what === 'person.listed').map(journalRowOf));
  const keyOf = ({ by, about }: Happening) => `${by} ${about.card ?? ''}`;
  const created = new Map(happenings.filter(({ what }) => what === 'card.created').map((it) => [keyOf(it), it.at]));
  const finishes = (it: Happening): boolean => {
    const begun = created.get(keyOf(it));
    const isWriting = it.what === 'card.written' || it.what === 'card.renamed' || it.what === 'card.changed';
    return isWriting && begun !== undefined && it.at >= begun && it.at - begun < groupGapMs;
  };
  const comesAlong = (it: Happening): boolean => it.what === 'organisation.listed' && comings.has(journalRowOf(it));
  return happenings.filter((it) => !finishes(it) && !comesAlong(it));
};

const groupsOf = (happenings: readonly Happening[]): ActivityGroup[] => {
  const rows: ActivityGroup[] = [];
  for (const next of withoutRedundant(happenings)) {
    const row = rows.at(-1);
    if (row && belongsToGroup(row, next)) rows[rows.length - 1] = { ...row, others: [...row.others, next] };
    else rows.push({ newest: next, others: [] });
  }
  return rows;
};

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Newest first, as the happenings are. */
export const groupByDay = (happenings: readonly Happening[]): ActivityDay[] =>
  [...Map.groupBy(happenings, ({ at }) => startOfDay(at))].map(([at, onDay]) => ({ at, groups: groupsOf(onDay) }));

/** Which card a line leads to: of those that it is about, the one that it is most about and that is there. */
export const linkedCard = (happening: Happening, isThere: (card: CardId) => boolean): CardId | undefined =>
  cardsOfHappening(happening).toReversed().find(isThere);
