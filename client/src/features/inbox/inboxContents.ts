import type { ReturnedEditItem } from '../../documents/registry/openReturnedEdits.svelte.ts';

/** What one hand did, told in one row: a card that was moved has two fields changed, and an entry for each. */
export interface ReturnedEditGroup {
  /** Stays while entries join it. */
  readonly key: string;
  /** The newest of its entries. */
  readonly item: ReturnedEditItem;
  readonly ids: readonly string[];
  /** `changed`: every field, with the value that was set last. */
  readonly changes: ReadonlyMap<string, unknown>;
}

export interface InboxContents {
  /** Newest first. */
  readonly groups: readonly ReturnedEditGroup[];
  /** Things that were undone and not kept each, and the entries that count them. */
  readonly overflow: { readonly count: number; readonly ids: readonly string[] };
  /** Of all of it, as far as it is known. */
  readonly count: number;
}

const geometryFields = ['x', 'y', 'w', 'h'];

const isMoveOrResize = ({ what, field }: ReturnedEditItem): boolean =>
  what === 'changed' && geometryFields.includes(field ?? '');

const groupKey = (item: ReturnedEditItem): string =>
  isMoveOrResize(item) ? `place of ${item.card} in ${item.circle}: ${item.reason}` : item.id;

const changesOf = (items: readonly ReturnedEditItem[]): ReadonlyMap<string, unknown> =>
  // Oldest first, so that the newest has the last word.
  new Map(
    items.toReversed().flatMap(({ what, field, value }) => (what === 'changed' && field ? [[field, value]] : [])),
  );

/** @param items newest first. */
export const inboxContents = (items: readonly ReturnedEditItem[]): InboxContents => {
  const counting = items.filter(({ more }) => more > 0);
  const groups = Map.groupBy(
    items.filter(({ more }) => more === 0),
    groupKey,
  );
  const rows = [...groups].flatMap(([key, its]) =>
    its[0] ? [{ key, item: its[0], ids: its.map(({ id }) => id), changes: changesOf(its) }] : [],
  );
  const more = { count: counting.reduce((sum, { more }) => sum + more, 0), ids: counting.map(({ id }) => id) };
  return { groups: rows, overflow: more, count: rows.length + more.count };
};
