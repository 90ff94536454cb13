import type { TextElement } from '../text/textBinding.ts';

/** Changes an element's value and selection as a person's typing in a browser does, with the events. */
export const typist = (element: TextElement) => {
  const fire = (type: string) => element.dispatchEvent(new Event(type, { bubbles: true }));
  return {
    element,
    focus(at: number, to = at): void {
      element.focus();
      this.caret(at, to);
    },
    caret(at: number, to = at): void {
      element.setSelectionRange(at, to);
      fire('select');
    },
    /** Replaces what is selected, without an event. */
    replace(text: string): void {
      const [start, end] = [element.selectionStart ?? 0, element.selectionEnd ?? 0];
      element.value = element.value.slice(0, start) + text + element.value.slice(end);
      element.setSelectionRange(start + text.length, start + text.length);
    },
    type(text: string): void {
      this.replace(text);
      fire('input');
    },
    /** Backspace, by whole characters. */
    erase(): void {
      const [start, end] = [element.selectionStart ?? 0, element.selectionEnd ?? 0];
      const units = /[\uDC00-\uDFFF]$/.test(element.value.slice(0, start)) ? 2 : 1;
      if (start === end) element.setSelectionRange(Math.max(0, start - units), end);
      this.type('');
    },
    compose(text: string): void {
      fire('compositionstart');
      this.type(text);
    },
    composed: () => fire('compositionend'),
    key(key: string, keys: KeyboardEventInit = {}): KeyboardEvent {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...keys });
      element.dispatchEvent(event);
      return event;
    },
  };
};
