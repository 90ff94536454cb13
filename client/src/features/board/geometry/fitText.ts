import type { Size } from './camera.ts';

const textSizes = [40, 28, 21, 17, 15, 13] as const;
export type TextSize = (typeof textSizes)[number];
export const textSizeMin: TextSize = 13;

/** Width of a letter of Atkinson Hyperlegible by its size, with some room for long words. */
const letterWidth = 0.52;
const lineHeight = 1.35;
/** Down to this size, a smaller text is better than a broken word. */
const wordBreakSizeMax: TextSize = 17;

/**
 * The largest size, in pixels, in which the text fits the box; the smallest where none does, and then
 * the box scrolls. An estimate: measuring would make the browser lay out every card.
 */
export const textSizeFor = (text: string, box: Size): TextSize =>
  textSizes.find((size) => lineCount(text, box.w, size) * size * lineHeight <= box.h) ?? textSizeMin;

const lineCount = (text: string, width: number, size: number): number => {
  const letters = Math.max(1, Math.floor(width / (size * letterWidth)));
  const longestWord = Math.max(0, ...text.split(/\s/).map((word) => word.length));
  if (size > wordBreakSizeMax && longestWord > letters) return Infinity;
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / letters)), 0);
};
