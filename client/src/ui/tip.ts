import type { Attachment } from 'svelte/attachments';

const gap = 6;
const edge = 8;
const hoverDelay = 350;
const leaveDelay = 80;

/** Browsers before 2024 lack it: there the bubble lies above the page, though below an open dialog. */
const hasTopLayer = 'showPopover' in HTMLElement.prototype;

let bubble: HTMLElement | undefined;
let shownFor: Element | undefined;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** One bubble for the whole page, in the browser's top layer, so that no dialog or transform is above it. */
const theBubble = (): HTMLElement => {
  if (bubble?.isConnected) return bubble;
  bubble = document.createElement('div');
  bubble.className = 'tip';
  if (hasTopLayer) bubble.popover = 'manual';
  else bubble.hidden = true;
  // What it says is already the description or the name of what it belongs to.
  bubble.setAttribute('aria-hidden', 'true');
  bubble.addEventListener('pointerenter', () => clearTimeout(waiting));
  bubble.addEventListener('pointerleave', () => later(leaveDelay, hideTip));
  document.body.append(bubble);
  return bubble;
};

const later = (delay: number, then: () => void): void => {
  clearTimeout(waiting);
  waiting = setTimeout(then, delay);
};

export const hideTip = (): void => {
  clearTimeout(waiting);
  shownFor = undefined;
  if (!bubble?.isConnected) return;
  if (hasTopLayer) bubble.hidePopover();
  else bubble.hidden = true;
};

/** Shows `text` at once beside `target`: above where there is room, else below. */
export const showTip = (target: Element, text: string): void => {
  clearTimeout(waiting);
  const its = theBubble();
  its.textContent = text;
  if (hasTopLayer) its.showPopover();
  else its.hidden = false;
  shownFor = target;
  const around = target.getBoundingClientRect();
  const { width, height } = its.getBoundingClientRect();
  const left = around.left + around.width / 2 - width / 2;
  const above = around.top - height - gap;
  its.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - width - edge))}px`;
  its.style.top = `${above >= edge ? above : around.bottom + gap}px`;
};

const hideOnEscape = (event: KeyboardEvent): void => {
  if (event.key === 'Escape') hideTip();
};

/** `{@attach tip(text)}`: shows the text on hover and on keyboard focus; nothing where it is undefined. */
export const tip =
  (text: string | undefined): Attachment<Element> =>
  (element) => {
    if (!text) return;
    const enter = (event: Event) => {
      if (event instanceof PointerEvent && event.pointerType === 'touch') return;
      later(hoverDelay, () => showTip(element, text));
    };
    const leave = () => later(leaveDelay, hideTip);
    const focus = () => {
      if (element.matches(':focus-visible')) showTip(element, text);
    };
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('pointerdown', hideTip);
    element.addEventListener('focusin', focus);
    element.addEventListener('focusout', hideTip);
    document.addEventListener('keydown', hideOnEscape);
    return () => {
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('pointerdown', hideTip);
      element.removeEventListener('focusin', focus);
      element.removeEventListener('focusout', hideTip);
      document.removeEventListener('keydown', hideOnEscape);
      if (shownFor === element) hideTip();
    };
  };
