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

/**
 * What made `after` of `before`. A letter more in "aaa" could be any of them: what lies behind the
 * caret is taken for unchanged. (lib0's diff takes what lies before it, and so finds typed letters one
 * place late.) No edit cuts a surrogate pair.
 */
export const editBetween = (before: string, after: string, caret: number): Edit => {
  const shorter = Math.min(before.length, after.length);
  const fromEnd = (text: string, index: number) => text[text.length - 1 - index];
  const sameBehind = (from: number, most: number) => {
    let same = from;
    while (same < most && fromEnd(before, same) === fromEnd(after, same)) same += 1;
    return same;
  };
  let right = sameBehind(0, Math.min(shorter, after.length - caret));
  let left = 0;
  while (left < shorter - right && before[left] === after[left]) left += 1;
  right = sameBehind(right, shorter - left);
  if (isHighSurrogate(before[left - 1])) left -= 1;
  if (isLowSurrogate(before[before.length - right])) right -= 1;
  return { index: left, remove: before.length - left - right, insert: after.slice(left, after.length - right) };
};

const isHighSurrogate = (unit: string | undefined) => unit !== undefined && /[\uD800-\uDBFF]/.test(unit);
const isLowSurrogate = (unit: string | undefined) => unit !== undefined && /[\uDC00-\uDFFF]/.test(unit);

export const isEmpty = ({ remove, insert }: Edit): boolean => remove === 0 && insert === '';

/** Where an index stands after the change. What is inserted just there comes after it: a caret stays. */
export const transformIndex = (index: number, delta: readonly Change[]): number => {
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
  const through = (at: number) => deltas.reduce(transformIndex, at);
  const start = through(index);
  return { index: start, remove: Math.max(0, through(index + remove) - start), insert };
};

/**
 * Where an index of what the person sees stands once their typing has been written as `written`, and
 * `late` changes of others, which it did not know of, are shown too.
 */
export const caretAfter =
  (typed: Edit, written: Edit, late: readonly (readonly Change[])[]) =>
  (at: number): number => {
    const through = (old: number) => late.reduce(transformIndex, old);
    if (at <= typed.index) return through(at);
    const intoTyped = at - typed.index;
    if (intoTyped <= typed.insert.length) return written.index + Math.min(intoTyped, written.insert.length);
    return through(at - typed.insert.length + typed.remove) - written.remove + written.insert.length;
  };

/** The edit cut so that the text of this length stays within the most that it may have. */
export const truncatedTo = (edit: Edit, length: number, most: number): Edit => {
  const room = Math.max(0, most - (length - edit.remove));
  if (edit.insert.length <= room) return edit;
  const cut = edit.insert.slice(0, room);
  // Half of a surrogate pair is no character.
  return { ...edit, insert: isHighSurrogate(cut.at(-1)) ? cut.slice(0, -1) : cut };
};
