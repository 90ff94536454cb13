import type { RemoteCaret } from '../../../documents/text/boardTexts.ts';
import type { Box } from '../geometry/camera.ts';

/** Somebody's caret as it is drawn over a text: pixels from the text's corner, before any zoom. */
export interface DrawnCaret {
  readonly user: RemoteCaret['user'];
  readonly x: number;
  readonly y: number;
  readonly h: number;
  /** What they have selected, a box a line. */
  readonly marks: readonly Box[];
  /** In the first line there is no room above for a name. */
  readonly first: boolean;
}

/**
 * Where the carets stand in a text that is on the page. The element holds the very text, and lies
 * under the board's zoom, which is taken out again.
 */
export const measureCarets = (element: HTMLElement, carets: readonly RemoteCaret[]): readonly DrawnCaret[] => {
  const node = element.firstChild;
  const corner = element.getBoundingClientRect();
  const zoom = element.offsetWidth > 0 ? corner.width / element.offsetWidth : 1;
  const plain = (rect: DOMRect): Box => ({
    x: (rect.left - corner.left) / zoom,
    y: (rect.top - corner.top) / zoom,
    w: rect.width / zoom,
    h: rect.height / zoom,
  });
  return carets.flatMap(({ user, anchor, head }) => {
    const at = node instanceof Text ? rectAt(node, head) : corner;
    if (!at) return [];
    const { x, y, h } = plain(at);
    const lineHeight = node instanceof Text ? h : Number.parseFloat(getComputedStyle(element).lineHeight);
    const marks = node instanceof Text ? linesBetween(node, anchor, head).map(plain) : [];
    return [{ user, x, y, h: lineHeight, marks, first: y < lineHeight / 2 }];
  });
};

const rangeOf = (node: Text, from: number, to: number): Range => {
  const range = document.createRange();
  range.setStart(node, Math.min(from, node.length));
  range.setEnd(node, Math.min(to, node.length));
  return range;
};

/** The place before the letter at this offset; behind the last one where there is none. */
const rectAt = (node: Text, offset: number): DOMRect | undefined => {
  if (offset < node.length && node.data[offset] !== '\n') return rangeOf(node, offset, offset + 1).getClientRects()[0];
  if (offset === 0) return rangeOf(node, 0, 1).getClientRects()[0];
  const before = [...rangeOf(node, offset - 1, offset).getClientRects()].at(-1);
  if (!before) return undefined;
  // Behind a line's end one stands at the start of the next line.
  const isNewLine = node.data[offset - 1] === '\n';
  return isNewLine
    ? new DOMRect(node.parentElement?.getBoundingClientRect().left ?? 0, before.bottom, 0, before.height)
    : new DOMRect(before.right, before.top, 0, before.height);
};

const linesBetween = (node: Text, anchor: number, head: number): DOMRect[] =>
  anchor === head ? [] : [...rangeOf(node, Math.min(anchor, head), Math.max(anchor, head)).getClientRects()];
