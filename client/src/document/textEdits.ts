import { simpleDiffStringWithCursor } from 'lib0/diff';

/** One replacement in a text, in UTF-16 units as both Yjs and the DOM count. */
export interface Edit {
  readonly index: number;
  readonly remove: number;
  readonly insert: string;
}

/** A part of a Y.Text's delta; attributes and embeds are of no matter in plain text. */
export interface Change {
  readonly retain?: number | undefined;
  readonly insert?: unknown;
  readonly delete?: number | undefined;
}

/** What made `after` of `before`, found around the caret: "aa" typed behind "a" could be anywhere else too. */
export const editBetween = (before: string, after: string, caret: number): Edit =>
  simpleDiffStringWithCursor(before, after, caret);

export const isEmpty = ({ remove, insert }: Edit): boolean => remove === 0 && insert === '';

/** Where an index stands after the change. What is inserted just there comes after it: a caret stays. */
export const shifted = (index: number, delta: readonly Change[]): number => {
  let at = 0;
  let moved = index;
  for (const { retain, insert, delete: removed } of delta) {
    if (retain !== undefined) at += retain;
    else if (removed !== undefined) {
      if (at < moved) moved -= Math.min(removed, moved - at);
    } else {
      const length = typeof insert === 'string' ? insert.length : 1;
      if (at < moved) moved += length;
      at += length;
    }
  }
  return moved;
};

/** An edit of an older text, as it reads after changes that came since. */
export const rebased = ({ index, remove, insert }: Edit, deltas: readonly (readonly Change[])[]): Edit => {
  const through = (at: number) => deltas.reduce(shifted, at);
  const start = through(index);
  return { index: start, remove: Math.max(0, through(index + remove) - start), insert };
};

/**
 * Where an index of what the person sees stands once their typing has been written as `written`, and
 * `late` changes of others, which it did not know of, are shown too.
 */
export const placedAfter =
  (typed: Edit, written: Edit, late: readonly (readonly Change[])[]) =>
  (at: number): number => {
    const through = (old: number) => late.reduce(shifted, old);
    if (at <= typed.index) return through(at);
    const intoTyped = at - typed.index;
    if (intoTyped <= typed.insert.length) return written.index + Math.min(intoTyped, written.insert.length);
    return through(at - typed.insert.length + typed.remove) - written.remove + written.insert.length;
  };

/** The edit cut so that the text of this length stays within the most that it may have. */
export const within = (edit: Edit, length: number, most: number): Edit => {
  const room = Math.max(0, most - (length - edit.remove));
  if (edit.insert.length <= room) return edit;
  const cut = edit.insert.slice(0, room);
  // Half of a surrogate pair is no character.
  return { ...edit, insert: /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut };
};
