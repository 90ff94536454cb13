import type * as Y from 'yjs';
import type { Card } from '../document/cards/index.ts';
import type { CardId, NeedId } from '../ids.ts';
import type { Person } from '../rules/actor.ts';

/** What somebody meant by an edit, in terms of cards and fields rather than of Yjs. */
export type EditIntent =
  | { readonly kind: 'card.created'; readonly card: CardId; readonly made: Card }
  | { readonly kind: 'card.deleted'; readonly card: CardId }
  | {
      readonly kind: 'field';
      readonly card: CardId;
      readonly field: string;
      readonly value: unknown;
      readonly was: unknown;
    }
  /** Typing in a text: by how many characters it grows (or shrinks), and which tokens it removes. */
  | {
      readonly kind: 'text';
      readonly card: CardId;
      readonly field: string;
      readonly grows: number;
      readonly plain: boolean;
      readonly cuts: readonly number[];
    }
  | {
      readonly kind: 'need.created';
      readonly card: CardId;
      readonly need: NeedId;
      readonly record: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'need.deleted'; readonly card: CardId; readonly need: NeedId }
  | {
      readonly kind: 'need.changed';
      readonly card: CardId;
      readonly need: NeedId;
      readonly field: string;
      readonly value: unknown;
      readonly was: unknown;
    }
  | { readonly kind: 'workshop'; readonly field: string; readonly value: unknown; readonly was: unknown }
  /** What nobody may write: below a root of the server, or no record at all. `card` is damaged by it. */
  | { readonly kind: 'forbidden'; readonly card?: CardId };

/** An edit that can be written into the document for which it was planned. */
export interface PlannedEdit {
  readonly intent: EditIntent;
  write(): void;
}

/** Clocks of one client id, from `clock` up to but without `end`. */
export interface ClockRange {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}

/** An edit that was written into somebody's document. */
export interface PerformedEdit {
  /** Is in all that the edit wrote, and nowhere else: shows who sees the edit. */
  readonly token: number;
  readonly person: Person;
  readonly intent: EditIntent;
  /** The clocks of what it wrote; undefined if it only deleted. */
  readonly wrote: ClockRange | undefined;
  readonly deleted: readonly ClockRange[];
}

/** Writes an edit in one transaction. Undefined if that changed nothing. */
export const performEdit = (
  doc: Y.Doc,
  person: Person,
  token: number,
  { intent, write }: PlannedEdit,
): PerformedEdit | undefined => {
  let performed: PerformedEdit | undefined;
  doc.once('afterTransaction', ({ beforeState, afterState, deleteSet }: Y.Transaction) => {
    const client = doc.clientID;
    const [clock, end] = [beforeState.get(client) ?? 0, afterState.get(client) ?? 0];
    const deleted = [...deleteSet.clients].flatMap(([of, ranges]) =>
      ranges.map((range) => ({ client: of, clock: range.clock, end: range.clock + range.len })),
    );
    if (end === clock && deleted.length === 0) return;
    performed = { token, person, intent, wrote: end > clock ? { client, clock, end } : undefined, deleted };
  });
  doc.transact(write);
  return performed;
};

const firstToken = 100_000;

/** The token of a story's nth edit. */
export const tokenOf = (nth: number): number => firstToken + nth;

/** All tokens in some content. */
export const tokensIn = (content: unknown): readonly number[] =>
  (JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? '')
    .match(/(?<!\d)1\d{5}(?!\d)/g)
    ?.map(Number) ?? [];
