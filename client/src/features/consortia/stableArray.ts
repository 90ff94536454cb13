/**
 * A function that returns its previous array while the items are the same, so that what derives from
 * it does not run again.
 *
 * @example const stable = stableArray<CardId>(); const shown = $derived(stable(ids.filter(isShown)));
 */
export const stableArray = <Item>(): ((next: readonly Item[]) => readonly Item[]) => {
  let last: readonly Item[] = [];
  return (next) => {
    const same = next.length === last.length && next.every((item, index) => item === last[index]);
    if (!same) last = next;
    return last;
  };
};
