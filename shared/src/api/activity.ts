import { z } from 'zod';
import { Happening } from '../domain/activity/happening.ts';
import { happeningKinds } from '../domain/activity/kinds.ts';
import { CardId, OrganisationId, PersonId } from '../ids.ts';
import { ExportLanguage } from './exports.ts';

const moment = z.coerce.number().int().nonnegative();
/** The id of a happening, where a list goes on. */
const cursor = Happening.shape.id;

/** How many happenings a page has at most. */
export const activityPageMax = 100;

const circle = {
  /** A circle other than the board, such as `city-…`. */
  circle: z.string().max(100).optional(),
};

const filter = {
  person: PersonId.optional(),
  organisation: OrganisationId.optional(),
  kind: z.enum(happeningKinds).optional(),
  card: CardId.optional(),
  from: moment.optional(),
  until: moment.optional(),
};

export const ActivityQuery = z.object({
  ...circle,
  ...filter,
  /** Only happenings before this one. */
  before: cursor.optional(),
  most: z.coerce.number().int().min(1).max(activityPageMax).default(50),
});
export type ActivityQuery = z.output<typeof ActivityQuery>;

/** Newest first. */
export const ActivityPage = z.object({
  happenings: z.array(Happening),
  /** `before` of the next page, if there may be one; a page can be empty and still have a next one. */
  older: cursor.optional(),
  /** The newest of all, whatever the filter: `after` of the live stream. */
  newest: cursor.optional(),
});
export type ActivityPage = z.output<typeof ActivityPage>;

/** `Last-Event-ID`, which a browser sends when it connects again, takes precedence over `after`. */
export const ActivityLiveQuery = z.object({
  ...circle,
  after: cursor.optional(),
});

export const ActivityExportQuery = z.object({
  ...circle,
  ...filter,
  /** Default: the reader's, by Accept-Language. */
  language: ExportLanguage.optional(),
});

/** Names of the stream's events: `happening` carries one as its data, `ended` the reason why access ended. */
export const activityEvents = { happening: 'happening', ended: 'ended' } as const;

/** A happening with names, for readers without the board. */
export const ExportedHappening = Happening.extend({
  /** What happened, in the export's language. */
  sentence: z.string(),
  person: z.string().optional(),
  organisation: z.string().optional(),
});
export type ExportedHappening = z.output<typeof ExportedHappening>;

export const ActivityExport = z.object({
  exportedAt: z.number().int(),
  /** Newest first. */
  happenings: z.array(ExportedHappening),
  /** Whether there were more than an export holds. */
  cut: z.boolean(),
});
export type ActivityExport = z.output<typeof ActivityExport>;
