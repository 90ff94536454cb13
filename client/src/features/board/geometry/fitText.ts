import type { Size } from './camera.ts';

const textSizes = [40, 28, 21, 17, 15, 13] as const;
export type TextSize = (typeof textSizes)[number];
export const textSizeMin: TextSize = 13;

/** Atkinson Hyperlegible's letters are about half as wide as high; a little more leaves room for long words. */
const letterWidth = 0.52;
const lineHeight = 1.35;

/**
 * The largest size in which the text fits the box, in pixels; the smallest where none does, and then
 * the box scrolls. Reckoned, not measured: measuring would make the browser lay out every card.
 */
export const textSizeFor = (text: string, box: Size): TextSize =>
  textSizes.find((size) => lineCount(text, box.w, size) * size * lineHeight <= box.h) ?? textSizeMin;

const lineCount = (text: string, width: number, size: number): number => {
  const letters = Math.max(1, Math.floor(width / (size * letterWidth)));
  const longestWord = Math.max(0, ...text.split(/\s/).map((word) => word.length));
  if (size > 17 && longestWord > letters) return Infinity;
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / letters)), 0);
};
