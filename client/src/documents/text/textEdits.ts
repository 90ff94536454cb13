import type * as Y from 'yjs';

/** One replacement in a text, in UTF-16 units as both Yjs and the DOM count. */
export interface Edit {
  readonly index: number;
  readonly remove: number;
  readonly insert: string;
}

/** A part of a Y.Text's delta; plain text has neither attributes nor embeds. */
export interface Change {
  readonly retain?: number | undefined;
  readonly insert?: unknown;
  readonly delete?: number | undefined;
}

/**
 * The edit that turned `before` into `after`. Where several would do (a letter more in "aaa"), what lies
 * behind the caret counts as unchanged; lib0's diff takes what lies before it, and so finds a typed
 * letter one place late. No edit cuts a surrogate pair.
 */
export const editBetween = (before: string, after: string, caret: number): Edit => {
  const shorter = Math.min(before.length, after.length);
  const fromEnd = (text: string, index: number) => text[text.length - 1 - index];
  const sameBehind = (from: number, end: number) => {
    let same = from;
    while (same < end && fromEnd(before, same) === fromEnd(after, same)) same += 1;
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

/** Where an index stands after the change. Text inserted at the index comes after it: a caret stays. */
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

/** An edit of an older text, where it belongs now. */
export interface RebasedEdit extends Edit {
  /** Where the removed letters stand now, in order: others may have written between them. */
  readonly removals: readonly { readonly index: number; readonly length: number }[];
}

/** Where the letter at this index stands after the change; undefined if the change deleted it. */
const letterAfter = (index: number, delta: readonly Change[]): number | undefined => {
  let before = 0;
  let after = 0;
  for (const { retain, insert, delete: removed } of delta) {
    if (retain !== undefined) {
      if (index < before + retain) break;
      before += retain;
      after += retain;
    } else if (removed !== undefined) {
      if (index < before + removed) return undefined;
      before += removed;
    } else after += typeof insert === 'string' ? insert.length : 1;
  }
  return after + index - before;
};

/** An edit of an older text, adjusted to the changes made since. What they inserted is never removed. */
export const rebased = ({ index, remove, insert }: Edit, deltas: readonly (readonly Change[])[]): RebasedEdit => {
  const removals: { index: number; length: number }[] = [];
  for (let letter = index; letter < index + remove; letter += 1) {
    const at = deltas.reduce<number | undefined>(
      (now, delta) => (now === undefined ? undefined : letterAfter(now, delta)),
      letter,
    );
    const last = removals.at(-1);
    if (at === undefined) continue;
    if (last && last.index + last.length === at) last.length += 1;
    else removals.push({ index: at, length: 1 });
  }
  const removed = removals.reduce((sum, { length }) => sum + length, 0);
  return { index: deltas.reduce(transformIndex, index), remove: removed, insert, removals };
};

/**
 * Maps an index of the element's value to the text after the person's edit was written (`typed` as
 * `written`) on top of the `late` changes of others, which the element did not show yet.
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

/** The edit, its insertion cut so that a text of this length stays within `lengthMax`. */
export const truncatedTo = <Kind extends Edit>(edit: Kind, length: number, lengthMax: number): Kind => {
  const room = Math.max(0, lengthMax - (length - edit.remove));
  if (edit.insert.length <= room) return edit;
  const cut = edit.insert.slice(0, room);
  // Half of a surrogate pair is no character.
  return { ...edit, insert: isHighSurrogate(cut.at(-1)) ? cut.slice(0, -1) : cut };
};

/** Makes the edit in the text; within a transaction. */
export const applyEdit = (text: Y.Text, { index, insert, removals }: RebasedEdit): void => {
  // From the end, so that no removal moves another; all of them stand behind what is inserted.
  for (const removal of removals.toReversed()) text.delete(removal.index, removal.length);
  if (insert !== '') text.insert(index, insert);
};
