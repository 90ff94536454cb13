import { m } from '../../i18n/index.ts';
import { hideTooltip, showTooltip } from '../tooltip/tooltip.ts';

type TextControl = HTMLTextAreaElement | HTMLInputElement;

/** Told to whoever can't see it beside the field. */
let announcer: HTMLElement | undefined;

const announce = (text: string): void => {
  if (!announcer?.isConnected) {
    announcer = document.createElement('div');
    announcer.className = 'spoken';
    announcer.setAttribute('role', 'alert');
    document.body.append(announcer);
  }
  announcer.textContent = text;
};

const limitedControl = (target: EventTarget | null): TextControl | undefined => {
  const isText = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
  return isText && target.maxLength >= 0 && !target.readOnly && !target.disabled ? target : undefined;
};

/** How long the text would be with this in the place of what is selected. */
const lengthWith = (control: TextControl, inserted: string): number => {
  const { value, selectionStart, selectionEnd } = control;
  const selected = (selectionEnd ?? value.length) - (selectionStart ?? value.length);
  const text =
    control instanceof HTMLInputElement ? inserted.replaceAll(/[\r\n]/g, '') : inserted.replaceAll('\r\n', '\n');
  return value.length - selected + text.length;
};

const tell = (control: TextControl, text: string): void => {
  showTooltip(control, text);
  announce(text);
};

/** Refuses what is pasted or dropped beyond a field's limit, which the browser would cut without a word. */
const refuseTooLong = (event: Event, inserted: string | undefined): void => {
  const control = limitedControl(event.target);
  if (!control || !inserted) return;
  const length = lengthWith(control, inserted);
  if (length <= control.maxLength) return;
  event.preventDefault();
  tell(control, m.common_too_long({ length, max: control.maxLength }));
};

/** Says at the field that it is full when a letter more is typed, which the browser drops. */
const tellFull = (event: InputEvent): void => {
  const control = limitedControl(event.target);
  if (!control || !event.data || event.inputType === 'insertFromPaste') return;
  if (lengthWith(control, event.data) > control.maxLength) tell(control, m.common_full({ max: control.maxLength }));
};

/**
 * Lets no text field of the page cut what somebody writes: what doesn't fit is refused whole, at the
 * field, with the limit.
 *
 * @returns stops it.
 */
export const guardTextLimits = (): (() => void) => {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  document.addEventListener(
    'paste',
    (event) => refuseTooLong(event, event.clipboardData?.getData('text/plain')),
    options,
  );
  document.addEventListener(
    'drop',
    (event) => refuseTooLong(event, event.dataTransfer?.getData('text/plain')),
    options,
  );
  document.addEventListener('beforeinput', tellFull, options);
  // It stands for what has just been refused: the next change makes it untrue.
  document.addEventListener('input', (event) => limitedControl(event.target) && hideTooltip(), options);
  return () => listening.abort();
};
