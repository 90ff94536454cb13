import type * as Y from 'yjs';
import {
  type Change,
  type Edit,
  editBetween,
  isEmpty,
  caretAfter,
  rebased,
  transformIndex,
  truncatedTo,
} from './textEdits.ts';

export type TextElement = HTMLTextAreaElement | HTMLInputElement;

export interface TextBindingDeps {
  readonly text: Y.Text;
  readonly element: TextElement;
  /** Whether what is typed may be written; where not, the element shows the text as it is. */
  readonly mayEdit: () => boolean;
  /** Runs the write in one transaction with the typing's origin. */
  readonly writeTyped: (write: () => void) => void;
  /** Where the person's selection stands, as indices; `undefined` when the element has lost the focus. */
  readonly caretMoved: (caret: { readonly anchor: number; readonly head: number } | undefined) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/**
 * Line ends that the DOM would change or drop, as blanks: index for index the element then holds
 * what the text holds.
 */
const displayedText = (element: TextElement, text: string): string =>
  text.replace(element instanceof HTMLInputElement ? /[\r\n]/g : /\r/g, ' ');

/**
 * Keeps an element and a text in step. The element's value is the text's, except while a person
 * composes a character (IME): a value set then would break the composition, so what others type
 * waits for its end.
 */
export class TextBinding {
  readonly #its: TextBindingDeps;
  readonly #element: TextElement;
  readonly #listening = new AbortController();
  /** What the element held when both were last in step. */
  #shown = '';
  #composing = false;
  #waiting: (readonly Change[])[] = [];
  #writing = false;

  constructor(parts: TextBindingDeps) {
    this.#its = parts;
    this.#element = parts.element;
    parts.text.observe(this.#onText);
    this.#listen();
    this.#show((at) => at);
  }

  get text(): Y.Text {
    return this.#its.text;
  }

  unbind(): void {
    this.#its.text.unobserve(this.#onText);
    this.#listening.abort();
    if (this.#focused) this.#its.caretMoved(undefined);
  }

  get #focused(): boolean {
    return this.#element.ownerDocument.activeElement === this.#element;
  }

  #listen(): void {
    const on = (target: EventTarget, types: readonly string[], handler: (event: Event) => void) => {
      for (const type of types) target.addEventListener(type, handler, { signal: this.#listening.signal });
    };
    const element = this.#element;
    on(element, ['beforeinput'], this.#onBeforeInput);
    on(element, ['keydown'], this.#onKey);
    on(element, ['input'], () => this.#push());
    on(element, ['compositionstart'], () => (this.#composing = true));
    on(element, ['compositionend'], this.#onComposed);
    on(element, ['focus', 'select', 'keyup', 'pointerup'], this.#onSelection);
    on(element.ownerDocument, ['selectionchange'], this.#onSelection);
    on(element, ['blur'], () => {
      // Some browsers end a composition without saying so when the focus goes.
      if (this.#composing) this.#onComposed();
      this.#its.caretMoved(undefined);
    });
  }

  readonly #onText = (event: Y.YTextEvent): void => {
    if (this.#writing) return;
    const delta: readonly Change[] = event.delta;
    if (this.#composing) this.#waiting.push(delta);
    else this.#show((at) => transformIndex(at, delta));
  };

  readonly #onComposed = (): void => {
    this.#composing = false;
    this.#push();
  };

  readonly #onSelection = (): void => {
    if (!this.#focused || this.#composing) return;
    const { selectionStart, selectionEnd, selectionDirection } = this.#element;
    if (selectionStart === null || selectionEnd === null) return;
    const [anchor, head] =
      selectionDirection === 'backward' ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
    this.#its.caretMoved({ anchor, head });
  };

  /** The browser's own undo would take back values that were set here, and with them what others typed. */
  readonly #onBeforeInput = (event: Event): void => {
    if (!(event instanceof InputEvent) || !/^history(Undo|Redo)$/.test(event.inputType)) return;
    event.preventDefault();
    if (event.inputType === 'historyUndo') this.#its.undo();
    else this.#its.redo();
  };

  readonly #onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    // The board listens for the same keys: the step would be taken twice.
    event.stopPropagation();
    if (key === 'y' || event.shiftKey) this.#its.redo();
    else this.#its.undo();
  };

  /** Writes what the person has typed since both were in step. */
  #push(): void {
    // In mid-composition with others' changes waiting, the element shows an older text: all of it goes at the end.
    if (this.#composing && this.#waiting.length > 0) return;
    const caret = this.#element.selectionStart ?? this.#element.value.length;
    const typed = editBetween(this.#shown, this.#element.value, caret);
    const late = this.#waiting.splice(0);
    const edit = this.#allowed(rebased(typed, late));
    if (!isEmpty(edit)) this.#write(edit);
    if (this.#composing) this.#shown = this.#wanted;
    else this.#show(caretAfter(typed, edit, late));
    this.#onSelection();
  }

  #allowed(edit: Edit): Edit {
    if (!this.#its.mayEdit()) return { ...edit, remove: 0, insert: '' };
    const most = this.#element.maxLength;
    return most < 0 ? edit : truncatedTo(edit, this.#its.text.length, most);
  }

  #write({ index, remove, insert }: Edit): void {
    this.#writing = true;
    try {
      this.#its.writeTyped(() => {
        if (remove > 0) this.#its.text.delete(index, remove);
        if (insert !== '') this.#its.text.insert(index, insert);
      });
    } finally {
      this.#writing = false;
    }
  }

  get #wanted(): string {
    return displayedText(this.#element, this.#its.text.toString());
  }

  /** Shows the text as it is; the ends of the person's selection go where `placed` says. */
  #show(placed: (at: number) => number): void {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = this.#element;
    this.#shown = this.#wanted;
    if (this.#element.value === this.#shown) return;
    this.#element.value = this.#shown;
    // A selection set without the focus would take the focus in some browsers.
    if (!this.#focused || selectionStart === null || selectionEnd === null) return;
    this.#element.setSelectionRange(placed(selectionStart), placed(selectionEnd), selectionDirection ?? 'none');
    this.#element.scrollTop = scrollTop;
  }
}
