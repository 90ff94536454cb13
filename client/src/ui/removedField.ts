/** Somebody who types without looking goes on for a moment after their field is gone. */
const stillTypingMs = 1_000;

const isTextField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.matches('textarea, input, [contenteditable="true"]');

/**
 * Keeps the focus when the text field that has it is removed from the page: it moves to the nearest
 * region that the field was in. What is typed meanwhile is no command of that region.
 */
export class RemovedField {
  #field: HTMLElement | undefined;
  #regions: readonly HTMLElement[] = [];

  /** Call when an element gets the focus. */
  remember(focused: EventTarget | null): void {
    this.#field = isTextField(focused) ? focused : undefined;
    this.#regions = [];
    for (let parent = this.#field?.parentElement; parent; parent = parent.parentElement)
      if (parent.hasAttribute('tabindex')) this.#regions = [...this.#regions, parent];
  }

  /** Call when fields may have been removed. */
  moveFocus(): void {
    const field = this.#field;
    if (!field || field.isConnected) return;
    this.#field = undefined;
    if (document.activeElement && document.activeElement !== document.body) return;
    this.#regions.find((region) => region.isConnected)?.focus({ preventScroll: true });
    ignoreTyping();
  }
}

const ignoreTyping = (): void => {
  const listening = new AbortController();
  const stop = () => listening.abort();
  let timer = setTimeout(stop, stillTypingMs);
  const onKey = (event: KeyboardEvent): void => {
    const isLetter = event.key.length === 1 || event.key === 'Backspace' || event.key === 'Enter';
    if (!isLetter || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    clearTimeout(timer);
    timer = setTimeout(stop, stillTypingMs);
  };
  addEventListener('keydown', onKey, { capture: true, signal: listening.signal });
  // Whoever points at something is no longer typing.
  addEventListener('pointerdown', stop, { capture: true, signal: listening.signal });
};
