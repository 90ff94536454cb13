import { z } from 'zod';
import { Happening } from '../domain/activity/happening.ts';
import { happeningKinds } from '../domain/activity/kinds.ts';
import { CardId, OrganisationId, PersonId } from '../ids.ts';
import { ExportLanguage } from './exports.ts';

const moment = z.coerce.number().int().nonnegative();
/** Names a happening: lists go on from there. */
const cursor = Happening.shape.id;

/** How many happenings a page has at most. */
export const activityPageMax = 100;

const circle = {
  /** A circle beside the board, such as `city-…`, whose activity its people alone can read. */
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
  /** Only what came before this one. */
  before: cursor.optional(),
  most: z.coerce.number().int().min(1).max(activityPageMax).default(50),
});
export type ActivityQuery = z.output<typeof ActivityQuery>;

/** Newest first. */
export const ActivityPage = z.object({
  happenings: z.array(Happening),
  /** Where older ones begin, if there may be any: `before` of the next page, even where this one is empty. */
  older: cursor.optional(),
  /** The newest of all, whatever was looked for: `after` of what is to come. */
  newest: cursor.optional(),
});
export type ActivityPage = z.output<typeof ActivityPage>;

/** `Last-Event-ID`, which comes when a broken connection is made anew, goes before `after`. */
export const ActivityLiveQuery = z.object({
  ...circle,
  after: cursor.optional(),
});

export const ActivityExportQuery = z.object({
  ...circle,
  ...filter,
  /** Without it, the reader's own, by Accept-Language. */
  language: ExportLanguage.optional(),
});

/** Names of a stream's events: `happening` has one as its data, `ended` says that the right to it has. */
export const activityEvents = { happening: 'happening', ended: 'ended' } as const;

/** One happening, told for whoever has no board at hand. */
export const ExportedHappening = Happening.extend({
  /** In words. */
  sentence: z.string(),
  person: z.string().optional(),
  organisation: z.string().optional(),
});
export type ExportedHappening = z.output<typeof ExportedHappening>;

export const ActivityExport = z.object({
  exportedAt: z.number().int(),
  /** Newest first. */
  happenings: z.array(ExportedHappening),
  /** Whether there is more than an export takes: look for less, such as a day. */
  cut: z.boolean(),
});
export type ActivityExport = z.output<typeof ActivityExport>;
