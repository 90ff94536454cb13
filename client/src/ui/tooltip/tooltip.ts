import type { Attachment } from 'svelte/attachments';

const gapPx = 6;
const edgePx = 8;
const hoverDelayMs = 350;
const leaveDelayMs = 80;

/** Browsers before 2024 lack the popover API; there the bubble is above the page but below an open dialog. */
const hasTopLayer = 'showPopover' in HTMLElement.prototype;

let bubble: HTMLElement | undefined;
let shownFor: Element | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** One element for the whole page, in the browser's top layer: above dialogs and transforms. */
const tooltipElement = (): HTMLElement => {
  if (bubble?.isConnected) return bubble;
  bubble = document.createElement('div');
  bubble.className = 'tooltip';
  if (hasTopLayer) bubble.popover = 'manual';
  else bubble.hidden = true;
  // What it says is already the description or the name of what it belongs to.
  bubble.setAttribute('aria-hidden', 'true');
  bubble.addEventListener('pointerenter', () => clearTimeout(timer));
  bubble.addEventListener('pointerleave', () => schedule(leaveDelayMs, hideTooltip));
  document.body.append(bubble);
  return bubble;
};

const schedule = (delay: number, then: () => void): void => {
  clearTimeout(timer);
  timer = setTimeout(then, delay);
};

export const hideTooltip = (): void => {
  clearTimeout(timer);
  shownFor = undefined;
  if (!bubble?.isConnected) return;
  if (hasTopLayer) bubble.hidePopover();
  else bubble.hidden = true;
};

/** Shows `text` at once beside `target`: above where there is room, else below. */
export const showTooltip = (target: Element, text: string): void => {
  clearTimeout(timer);
  const element = tooltipElement();
  element.textContent = text;
  if (hasTopLayer) element.showPopover();
  else element.hidden = false;
  shownFor = target;
  const around = target.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const left = around.left + around.width / 2 - width / 2;
  const above = around.top - height - gapPx;
  element.style.left = `${Math.max(edgePx, Math.min(left, window.innerWidth - width - edgePx))}px`;
  element.style.top = `${above >= edgePx ? above : around.bottom + gapPx}px`;
};

const hideOnEscape = (event: KeyboardEvent): void => {
  if (event.key === 'Escape') hideTooltip();
};

/** `{@attach tooltip(text)}`: shows the text on hover and on keyboard focus; nothing where it is undefined. */
export const tooltip =
  (text: string | undefined): Attachment<Element> =>
  (element) => {
    if (!text) return;
    const enter = (event: Event) => {
      if (event instanceof PointerEvent && event.pointerType === 'touch') return;
      schedule(hoverDelayMs, () => showTooltip(element, text));
    };
    const leave = () => schedule(leaveDelayMs, hideTooltip);
    const focus = () => {
      if (element.matches(':focus-visible')) showTooltip(element, text);
    };
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('pointerdown', hideTooltip);
    element.addEventListener('focusin', focus);
    element.addEventListener('focusout', hideTooltip);
    document.addEventListener('keydown', hideOnEscape);
    return () => {
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('pointerdown', hideTooltip);
      element.removeEventListener('focusin', focus);
      element.removeEventListener('focusout', hideTooltip);
      document.removeEventListener('keydown', hideOnEscape);
      if (shownFor === element) hideTooltip();
    };
  };
