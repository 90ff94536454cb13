import type * as Y from 'yjs';
import { z } from 'zod';
import { Reason } from '../reasons.ts';
import { CardId, ReturnedEditId } from '../ids.ts';

/** The longest text that a returned edit keeps, in characters. */
export const returnedTextMax = 20_000;
/** The longest field name that a reverted change keeps; our own are shorter. */
export const revertedFieldMax = 40;
/** The longest JSON of a card that its writer keeps, in characters: a challenge with a full brief. */
export const returnedCardMax = 100_000;
/** How many returned edits a person has; the oldest go first. */
export const returnedEditsMax = 1_000;

/**
 * One thing that the guard has reverted, or that was lost with a card that somebody deleted.
 * - `created`: a card that was removed again; `deleted`: a card that was restored.
 * - `changed`: a field that got its old value back; `written`: text that was removed again.
 */
export const RevertedChange = z.object({
  what: z.enum(['created', 'changed', 'written', 'deleted']),
  reason: Reason,
  /** The changed card; left out for other changes (the workshop's title). */
  card: CardId.optional(),
  field: z.string().max(revertedFieldMax).optional(),
});
export type RevertedChange = z.output<typeof RevertedChange>;

/**
 * A reverted change, with what it takes to do it again. It lies in the root `tray` of the person's own
 * document, where the server puts it, or the person's client (`OwnReturnedEdit`).
 */
export const ReturnedEdit = RevertedChange.extend({
  /** The circle's name in the workshop; left out for the board. */
  circle: z.string().max(60).optional(),
  /** The card's kind and title as they were, for display. */
  kind: z.string().max(40).default(''),
  title: z.string().max(300).default(''),
  /** `written`: the removed text. */
  text: z.string().max(returnedTextMax).default(''),
  /** `changed`: the value that was set; `created`: the record, as `toJSON` gives it. */
  value: z.unknown(),
  /** How many further reverted changes this entry stands for, which came too fast to be kept each. */
  more: z.number().int().nonnegative().default(0),
  /** Milliseconds since 1970, by the clock of whoever put it there. */
  at: z.number(),
});
export type ReturnedEdit = z.output<typeof ReturnedEdit>;

/** The number of characters of a value's JSON; Infinity where JSON can't hold it. */
const jsonLength = (value: unknown): number => {
  try {
    return (JSON.stringify(value) as string | undefined)?.length ?? 0;
  } catch {
    return Infinity;
  }
};

/**
 * A returned edit that a person's client adds: what the person wrote in a card that somebody deleted.
 * - `created`: the whole card, as `toJSON` gave it just before the deletion, so that it can be made again.
 * - `written`: its text alone, where the card's JSON is longer than `returnedCardMax`.
 */
export const OwnReturnedEdit = z.strictObject({
  ...ReturnedEdit.shape,
  what: ReturnedEdit.shape.what.extract(['created', 'written']),
  reason: z.literal('card-deleted'),
  card: CardId,
  value: z.unknown().refine((value) => jsonLength(value) <= returnedCardMax, 'Too long'),
  more: z.literal(0),
});
export type OwnReturnedEdit = z.output<typeof OwnReturnedEdit>;

/** Whether a record of the returned edits is one that a person may add. */
export const isOwnReturnedEdit = (id: string, record: unknown): boolean =>
  ReturnedEditId.safeParse(id).success && OwnReturnedEdit.safeParse(record).success;

/**
 * The returned edits by id. One never changes, so it is a plain value and no record of fields: it arrives
 * as a whole.
 */
export const returnedEditsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('tray');

/** The returned edit, or undefined if this version can't read it. */
export const readReturnedEdit = (value: unknown): ReturnedEdit | undefined => ReturnedEdit.safeParse(value).data;

/** The ids of those beyond `returnedEditsMax`: unreadable ones first, then the oldest. */
export const returnedEditsOverflow = (returnedEdits: Y.Map<unknown>): readonly string[] => {
  const overflow = returnedEdits.size - returnedEditsMax;
  if (overflow <= 0) return [];
  const byAge = [...returnedEdits].map(([id, value]) => ({ id, at: readReturnedEdit(value)?.at ?? 0 }));
  byAge.sort((a, b) => a.at - b.at);
  return byAge.slice(0, overflow).map(({ id }) => id);
};
