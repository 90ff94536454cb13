import { cardsOfHappening, type Happening } from '@brygga/shared/domain/activity/happening';
import type { CardId } from '@brygga/shared/ids';

/** A row of the list: a happening, and similar ones by the same person shortly before. */
export interface ActivityGroup {
  readonly newest: Happening;
  readonly others: readonly Happening[];
}

/** The rows of one day in the reader's time zone. */
export interface ActivityDay {
  /** Start of the day, in ms since 1970. */
  readonly at: number;
  readonly groups: readonly ActivityGroup[];
}

/** Writing within this time is one row: a person who adds twelve notes fills one row, not twelve. */
const groupGapMs = 10 * 60_000;

const writingHappenings: readonly string[] = ['card.written', 'card.renamed', 'card.changed'];

const isAlike = (a: Happening, b: Happening): boolean =>
  a.what === b.what && a.by === b.by && a.onBehalf === b.onBehalf && a.about.field === b.about.field;

/** Groups writing alone: every agreement has a row of its own. */
const belongsToGroup = (group: ActivityGroup, next: Happening): boolean => {
  const last = group.others.at(-1) ?? group.newest;
  return next.kind === 'writing' && isAlike(group.newest, next) && last.at - next.at < groupGapMs;
};

/** Happenings of one journal row share the part of their id before the dot. */
const journalRowOf = ({ id }: Happening): string => id.slice(0, id.indexOf('.'));

/**
 * Leaves out what goes without saying: that the creator of a card wrote on it right away, and that a
 * person who joined brought their organisation.
 */
const withoutRedundant = (happenings: readonly Happening[]): readonly Happening[] => {
  const joins = new Set(happenings.filter(({ what }) => what === 'person.listed').map(journalRowOf));
  const keyOf = ({ by, about }: Happening) => `${by} ${about.card ?? ''}`;
  const createdAt = new Map(
    happenings.filter(({ what }) => what === 'card.created').map((creation) => [keyOf(creation), creation.at]),
  );
  const isPartOfCreation = (happening: Happening): boolean => {
    if (!writingHappenings.includes(happening.what)) return false;
    const sinceCreationMs = happening.at - (createdAt.get(keyOf(happening)) ?? Infinity);
    return sinceCreationMs >= 0 && sinceCreationMs < groupGapMs;
  };
  const isPartOfJoining = (happening: Happening): boolean =>
    happening.what === 'organisation.listed' && joins.has(journalRowOf(happening));
  return happenings.filter((happening) => !isPartOfCreation(happening) && !isPartOfJoining(happening));
};

const groupsOf = (happenings: readonly Happening[]): ActivityGroup[] => {
  const groups: ActivityGroup[] = [];
  for (const next of withoutRedundant(happenings)) {
    const group = groups.at(-1);
    if (group && belongsToGroup(group, next)) groups[groups.length - 1] = { ...group, others: [...group.others, next] };
    else groups.push({ newest: next, others: [] });
  }
  return groups;
};

const startOfDay = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Days and rows newest first, as the happenings are given. */
export const groupByDay = (happenings: readonly Happening[]): ActivityDay[] =>
  [...Map.groupBy(happenings, ({ at }) => startOfDay(at))].map(([at, dayHappenings]) => ({
    at,
    groups: groupsOf(dayHappenings),
  }));

/** The card that a row links to: of those that it is about, the most specific one that exists. */
export const linkedCard = (happening: Happening, exists: (card: CardId) => boolean): CardId | undefined =>
  cardsOfHappening(happening).toReversed().find(exists);
