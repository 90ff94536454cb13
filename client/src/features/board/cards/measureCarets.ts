import type { RemoteCaret } from '../../../documents/text/boardTexts.ts';
import type { Box } from '../geometry/camera.ts';

/** Another person's caret over a text, in pixels from the text's corner at 100 %. */
export interface DrawnCaret {
  /** Unique in the text: a person who has the board open twice has two carets. */
  readonly key: string;
  readonly user: RemoteCaret['user'];
  readonly x: number;
  readonly y: number;
  readonly h: number;
  /** Their selection, one box a line. */
  readonly marks: readonly Box[];
  /** In the first line, with no room for a name above it. */
  readonly first: boolean;
}

/** Measures the carets in an element that holds the text as its only child; the board's zoom is divided out. */
export const measureCarets = (element: HTMLElement, carets: readonly RemoteCaret[]): readonly DrawnCaret[] => {
  const node = element.firstChild;
  const corner = element.getBoundingClientRect();
  const zoom = element.offsetWidth > 0 ? corner.width / element.offsetWidth : 1;
  const toUnscaled = (rect: DOMRect): Box => ({
    x: (rect.left - corner.left) / zoom,
    y: (rect.top - corner.top) / zoom,
    w: rect.width / zoom,
    h: rect.height / zoom,
  });
  return carets.flatMap(({ user, anchor, head }, index) => {
    const rect = node instanceof Text ? rectAt(node, head) : corner;
    if (!rect) return [];
    const { x, y, h } = toUnscaled(rect);
    const lineHeight = node instanceof Text ? h : Number.parseFloat(getComputedStyle(element).lineHeight);
    const marks = node instanceof Text ? linesBetween(node, anchor, head).map(toUnscaled) : [];
    const windows = carets.slice(0, index).filter((other) => other.user.id === user.id).length;
    return [{ key: `${user.id} ${windows}`, user, x, y, h: lineHeight, marks, first: y < lineHeight / 2 }];
  });
};

const rangeOf = (node: Text, from: number, to: number): Range => {
  const range = document.createRange();
  range.setStart(node, Math.min(from, node.length));
  range.setEnd(node, Math.min(to, node.length));
  return range;
};

/** The position before the letter at this offset, or after the last letter. */
const rectAt = (node: Text, offset: number): DOMRect | undefined => {
  if (offset < node.length && node.data[offset] !== '\n') return rangeOf(node, offset, offset + 1).getClientRects()[0];
  if (offset === 0) return rangeOf(node, 0, 1).getClientRects()[0];
  const before = [...rangeOf(node, offset - 1, offset).getClientRects()].at(-1);
  if (!before) return undefined;
  // After a line break, the caret is at the start of the next line.
  const isNewLine = node.data[offset - 1] === '\n';
  return isNewLine
    ? new DOMRect(node.parentElement?.getBoundingClientRect().left ?? 0, before.bottom, 0, before.height)
    : new DOMRect(before.right, before.top, 0, before.height);
};

const linesBetween = (node: Text, anchor: number, head: number): DOMRect[] =>
  anchor === head ? [] : [...rangeOf(node, Math.min(anchor, head), Math.max(anchor, head)).getClientRects()];
