import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';

const isInField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea') !== null;

/**
 * Prevents native drags of links and selected text below an element: they cancel the pointer in the
 * middle of a gesture. Text in a field may still be dragged.
 */
export const withoutNativeDrag: Attachment<HTMLElement> = (element) =>
  on(element, 'dragstart', (event) => {
    if (!isInField(event.target)) event.preventDefault();
  });

/**
 * Clears the text selection of the page, so that a press on it begins no native drag.
 * A selection inside an input or a text area is collapsed as seen from the page, and stays.
 */
export const clearTextSelection = (): void => {
  const selection = getSelection();
  if (selection && !selection.isCollapsed) selection.removeAllRanges();
};
