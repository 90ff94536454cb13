/**
 * Hands back the list of before where nothing in it has changed, so that what is derived from it
 * stays still.
 *
 * @example const keep = steady<CardId>(); const shown = $derived(keep(ids.filter(isShown)));
 */
export const stableArray = <Item>(): ((next: readonly Item[]) => readonly Item[]) => {
  let last: readonly Item[] = [];
  return (next) => {
    const same = next.length === last.length && next.every((item, at) => item === last[at]);
    if (!same) last = next;
    return last;
  };
};
