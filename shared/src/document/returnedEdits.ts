import type * as Y from 'yjs';
import { z } from 'zod';
import { Reason } from '../agreements/reasons.ts';
import { CardId } from '../ids.ts';

/** How much of somebody's words a tray keeps in one entry, in characters. */
export const returnedTextMax = 20_000;
/** How much of a field's name is told; our own are shorter. */
export const revertedFieldMax = 40;
/** How many entries a tray holds; the oldest go first. */
export const returnedEditsMax = 1_000;

/**
 * One thing that the guard has undone.
 * - `created`: a card that may not be on this board; `deleted`: one that stays.
 * - `changed`: a field that keeps its value; `written`: words in a text that are not in it.
 */
export const RevertedChange = z.object({
  what: z.enum(['created', 'changed', 'written', 'deleted']),
  reason: Reason,
  /** The card that it was done to; left out where it was done to none (the workshop's title). */
  card: CardId.optional(),
  field: z.string().max(revertedFieldMax).optional(),
});
export type RevertedChange = z.output<typeof RevertedChange>;

/**
 * What a person finds again in their tray: something undone, with what it takes to do it once more.
 * The tray is a root of the person's own document; the server puts entries there.
 */
export const ReturnedEdit = RevertedChange.extend({
  /** The circle's name in the workshop; left out for the board. */
  circle: z.string().max(60).optional(),
  /** The card's kind and title as they were, for those who look. */
  kind: z.string().max(40).default(''),
  title: z.string().max(300).default(''),
  /** `written`: the words. */
  text: z.string().max(returnedTextMax).default(''),
  /** `changed`: the value that was set; `created`: the record, as `toJSON` gives it. */
  value: z.unknown(),
  /** How many further ones of this person's this entry stands for: they came too fast to be kept each. */
  more: z.number().int().nonnegative().default(0),
  /** Milliseconds since 1970, by the server's clock. */
  at: z.number(),
});
export type ReturnedEdit = z.output<typeof ReturnedEdit>;

/**
 * The entries, each under an id of its own. An entry never changes, so it is a plain value and no
 * record of fields: it comes in one piece.
 */
export const returnedEditsOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('tray');

/** The entry, or undefined where this version can't read one. */
export const readReturnedEdit = (written: unknown): ReturnedEdit | undefined => ReturnedEdit.safeParse(written).data;

/** The ids of what is too much in a tray: what can't be read, then what is oldest. */
export const returnedEditsOverflow = (tray: Y.Map<unknown>): readonly string[] => {
  const beyond = tray.size - returnedEditsMax;
  if (beyond <= 0) return [];
  const byAge = [...tray].map(([id, written]) => ({ id, at: readReturnedEdit(written)?.at ?? 0 }));
  byAge.sort((a, b) => a.at - b.at);
  return byAge.slice(0, beyond).map(({ id }) => id);
};
