import type * as Y from 'yjs';
import {
  type Change,
  editBetween,
  isEmpty,
  caretAfter,
  type RebasedEdit,
  applyEdit,
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
 * Binds an element to a text. The element's value is the text, except while a person composes a
 * character (IME): setting the value would break the composition, so changes of others wait for its
 * end.
 */
export class TextBinding {
  readonly #deps: TextBindingDeps;
  readonly #element: TextElement;
  readonly #listening = new AbortController();
  /** The element's value when it last equalled the text. */
  #shown = '';
  #isComposing = false;
  #waitingChanges: (readonly Change[])[] = [];
  #isWriting = false;

  constructor(deps: TextBindingDeps) {
    this.#deps = deps;
    this.#element = deps.element;
    deps.text.observe(this.#onText);
    this.#listen();
    this.#show((at) => at);
  }

  get text(): Y.Text {
    return this.#deps.text;
  }

  unbind(): void {
    this.#deps.text.unobserve(this.#onText);
    this.#listening.abort();
    if (this.#isFocused) this.#deps.caretMoved(undefined);
  }

  get #isFocused(): boolean {
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
    on(element, ['compositionstart'], () => (this.#isComposing = true));
    on(element, ['compositionend'], this.#onComposed);
    on(element, ['focus', 'select', 'keyup', 'pointerup'], this.#onSelection);
    on(element.ownerDocument, ['selectionchange'], this.#onSelection);
    on(element, ['blur'], () => {
      // Some browsers end a composition without saying so when the focus goes.
      if (this.#isComposing) this.#onComposed();
      this.#deps.caretMoved(undefined);
    });
  }

  readonly #onText = (event: Y.YTextEvent): void => {
    if (this.#isWriting) return;
    const delta: readonly Change[] = event.delta;
    if (this.#isComposing) this.#waitingChanges.push(delta);
    else this.#show((at) => transformIndex(at, delta));
  };

  readonly #onComposed = (): void => {
    this.#isComposing = false;
    this.#push();
  };

  readonly #onSelection = (): void => {
    if (!this.#isFocused || this.#isComposing) return;
    const { selectionStart, selectionEnd, selectionDirection } = this.#element;
    if (selectionStart === null || selectionEnd === null) return;
    const [anchor, head] =
      selectionDirection === 'backward' ? [selectionEnd, selectionStart] : [selectionStart, selectionEnd];
    this.#deps.caretMoved({ anchor, head });
  };

  /** The browser's own undo would take back values that were set here, and with them what others typed. */
  readonly #onBeforeInput = (event: Event): void => {
    if (!(event instanceof InputEvent) || !/^history(Undo|Redo)$/.test(event.inputType)) return;
    event.preventDefault();
    if (event.inputType === 'historyUndo') this.#deps.undo();
    else this.#deps.redo();
  };

  readonly #onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    // The board listens for the same keys: the step would be taken twice.
    event.stopPropagation();
    if (key === 'y' || event.shiftKey) this.#deps.redo();
    else this.#deps.undo();
  };

  /** Writes what the person has typed since the element last equalled the text. */
  #push(): void {
    // The element shows an older text as long as others' changes wait: all is written when the composition ends.
    if (this.#isComposing && this.#waitingChanges.length > 0) return;
    const caret = this.#element.selectionStart ?? this.#element.value.length;
    const typed = editBetween(this.#shown, this.#element.value, caret);
    const late = this.#waitingChanges.splice(0);
    const edit = this.#allowed(rebased(typed, late));
    if (!isEmpty(edit)) this.#write(edit);
    if (this.#isComposing) this.#shown = this.#wanted;
    else this.#show(caretAfter(typed, edit, late));
    this.#onSelection();
  }

  #allowed(edit: RebasedEdit): RebasedEdit {
    if (!this.#deps.mayEdit()) return { ...edit, remove: 0, removals: [], insert: '' };
    const { maxLength } = this.#element;
    return maxLength < 0 ? edit : truncatedTo(edit, this.#deps.text.length, maxLength);
  }

  #write(edit: RebasedEdit): void {
    this.#isWriting = true;
    try {
      this.#deps.writeTyped(() => applyEdit(this.#deps.text, edit));
    } finally {
      this.#isWriting = false;
    }
  }

  get #wanted(): string {
    return displayedText(this.#element, this.#deps.text.toString());
  }

  /** Sets the element's value to the text, and moves both ends of the selection by `placed`. */
  #show(placed: (at: number) => number): void {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = this.#element;
    this.#shown = this.#wanted;
    const isSameValue = this.#element.value === this.#shown;
    if (!isSameValue) this.#element.value = this.#shown;
    // A selection set without the focus would take the focus in some browsers.
    if (!this.#isFocused || selectionStart === null || selectionEnd === null) return;
    const [start, end] = [placed(selectionStart), placed(selectionEnd)];
    // Letters may be replaced by equal ones: the value stays, and the selection moves all the same.
    if (isSameValue && start === selectionStart && end === selectionEnd) return;
    this.#element.setSelectionRange(start, end, selectionDirection ?? 'none');
    this.#element.scrollTop = scrollTop;
  }
}
