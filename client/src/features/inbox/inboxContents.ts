import type { ReturnedEditItem } from '../../documents/registry/openReturnedEdits.svelte.ts';

/** What one action did, as one row: moving a card changes x and y, so it leaves two entries. */
export interface ReturnedEditGroup {
  /** Stays the same while entries join the group. */
  readonly key: string;
  /** The newest of its entries. */
  readonly item: ReturnedEditItem;
  readonly ids: readonly string[];
  /** For `changed`: each field, with its last value. */
  readonly changes: ReadonlyMap<string, unknown>;
}

export interface InboxContents {
  /** Newest first. */
  readonly groups: readonly ReturnedEditGroup[];
  /** Reverted edits that were only counted, and the entries that count them. */
  readonly overflow: { readonly count: number; readonly ids: readonly string[] };
  /** All rows and counted edits. */
  readonly count: number;
}

const geometryFields = ['x', 'y', 'w', 'h'];

const isMoveOrResize = ({ what, field }: ReturnedEditItem): boolean =>
  what === 'changed' && geometryFields.includes(field ?? '');

const groupKey = (item: ReturnedEditItem): string =>
  isMoveOrResize(item) ? `place of ${item.card} in ${item.circle}: ${item.reason}` : item.id;

const changesOf = (items: readonly ReturnedEditItem[]): ReadonlyMap<string, unknown> =>
  // Oldest first, so that the newest value wins.
  new Map(
    items.toReversed().flatMap(({ what, field, value }) => (what === 'changed' && field ? [[field, value]] : [])),
  );

/** @param items newest first. */
export const inboxContents = (items: readonly ReturnedEditItem[]): InboxContents => {
  const counters = items.filter(({ more }) => more > 0);
  const byKey = Map.groupBy(
    items.filter(({ more }) => more === 0),
    groupKey,
  );
  const groups = [...byKey].flatMap(([key, members]) => {
    const [item] = members;
    return item ? [{ key, item, ids: members.map(({ id }) => id), changes: changesOf(members) }] : [];
  });
  const overflow = {
    count: counters.reduce((sum, { more }) => sum + more, 0),
    ids: counters.map(({ id }) => id),
  };
  return { groups, overflow, count: groups.length + overflow.count };
};
