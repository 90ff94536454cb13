import { cardsOfHappening, type Happening } from '@brygga/shared/domain/activity/happening';
import type { CardId } from '@brygga/shared/ids';

/** A line of the list: a happening, and those like it that somebody did in one go. */
export interface Row {
  readonly newest: Happening;
  readonly others: readonly Happening[];
}

/** A day's lines, by the reader's calendar. */
export interface Day {
  /** Its beginning, in milliseconds since 1970. */
  readonly at: number;
  readonly rows: readonly Row[];
}

/** What follows sooner is one go: somebody who puts up twelve notes is one line. */
const inOneGoMs = 10 * 60_000;

const isAlike = (a: Happening, b: Happening): boolean =>
  a.what === b.what && a.by === b.by && a.onBehalf === b.onBehalf && a.about.field === b.about.field;

/** Writing alone: what was settled stands by itself, however alike. */
const continues = (row: Row, next: Happening): boolean => {
  const last = row.others.at(-1) ?? row.newest;
  return next.kind === 'writing' && isAlike(row.newest, next) && last.at - next.at < inOneGoMs;
};

/** What one row of the journal tells has one number. */
const rowNumber = ({ id }: Happening): string => id.slice(0, id.indexOf('.'));

/**
 * Who puts up a card and writes on it has done one thing, and who comes brings their organisation
 * along: the second goes without saying.
 */
const worthSaying = (happenings: readonly Happening[]): readonly Happening[] => {
  const comings = new Set(happenings.filter(({ what }) => what === 'person.listed').map(rowNumber));
  const keyOf = ({ by, about }: Happening) => `${by} ${about.card ?? ''}`;
  const created = new Map(happenings.filter(({ what }) => what === 'card.created').map((it) => [keyOf(it), it.at]));
  const finishes = (it: Happening): boolean => {
    const begun = created.get(keyOf(it));
    const isWriting = it.what === 'card.written' || it.what === 'card.renamed' || it.what === 'card.changed';
    return isWriting && begun !== undefined && it.at >= begun && it.at - begun < inOneGoMs;
  };
  const comesAlong = (it: Happening): boolean => it.what === 'organisation.listed' && comings.has(rowNumber(it));
  return happenings.filter((it) => !finishes(it) && !comesAlong(it));
};

const rowsOf = (happenings: readonly Happening[]): Row[] => {
  const rows: Row[] = [];
  for (const next of worthSaying(happenings)) {
    const row = rows.at(-1);
    if (row && continues(row, next)) rows[rows.length - 1] = { ...row, others: [...row.others, next] };
    else rows.push({ newest: next, others: [] });
  }
  return rows;
};

const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Newest first, as the happenings are. */
export const daysOf = (happenings: readonly Happening[]): Day[] =>
  [...Map.groupBy(happenings, ({ at }) => dayOf(at))].map(([at, its]) => ({ at, rows: rowsOf(its) }));

/** Which card a line leads to: of those that it is about, the one that it is most about and that is there. */
export const cardToShow = (happening: Happening, isThere: (card: CardId) => boolean): CardId | undefined =>
  cardsOfHappening(happening).toReversed().find(isThere);
