import type * as Y from 'yjs';
import type { Card } from '../document/cards/index.ts';
import type { CardId, NeedId } from '../ids.ts';
import type { Person } from '../rules/actor.ts';

/** What somebody meant by an edit, told in the document's own words and not in those of Yjs. */
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
  /** Words in a text: how many characters more (or fewer), and which tokens went. */
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
  /** What nobody may: below a server's root, or no record at all. `card` is torn by it. */
  | { readonly kind: 'forbidden'; readonly card?: CardId };

/** A way to write something into a document that shows what `aim` was taken from. */
export interface PlannedEdit {
  readonly intent: EditIntent;
  write(): void;
}

/** Clocks of one client id; `end` is the first that is none of them. */
export interface ClockRange {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}

/** An edit that was made in somebody's window. */
export interface PerformedEdit {
  /** Is in whatever it wrote, and in nothing else: by it one sees who is shown it. */
  readonly token: number;
  readonly person: Person;
  readonly intent: EditIntent;
  /** The clocks that it wrote under; undefined for a mere deletion. */
  readonly wrote: ClockRange | undefined;
  readonly deleted: readonly ClockRange[];
}

/** Writes it in one transaction. Undefined where that changed nothing. */
export const performEdit = (
  doc: Y.Doc,
  person: Person,
  token: number,
  { intent, write }: PlannedEdit,
): PerformedEdit | undefined => {
  let act: PerformedEdit | undefined;
  doc.once('afterTransaction', ({ beforeState, afterState, deleteSet }: Y.Transaction) => {
    const client = doc.clientID;
    const [clock, end] = [beforeState.get(client) ?? 0, afterState.get(client) ?? 0];
    const deleted = [...deleteSet.clients].flatMap(([of, ranges]) =>
      ranges.map((range) => ({ client: of, clock: range.clock, end: range.clock + range.len })),
    );
    if (end === clock && deleted.length === 0) return;
    act = { token, person, intent, wrote: end > clock ? { client, clock, end } : undefined, deleted };
  });
  doc.transact(write);
  return act;
};

const firstToken = 100_000;

/** The token of a story's nth edit. */
export const tokenOf = (nth: number): number => firstToken + nth;

/** All tokens in something that was written. */
export const tokensIn = (content: unknown): readonly number[] =>
  (JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? '')
    .match(/(?<!\d)1\d{5}(?!\d)/g)
    ?.map(Number) ?? [];
