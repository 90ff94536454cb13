import { WindowMarks } from './windowMarks.ts';

/**
 * Remembers, over reloads, that a person's edits on this machine may not have reached the journal. A
 * mark of its own for each window: the number of edits that it has made since it last was all saved.
 */
export class UnsavedFlag {
  readonly #marks: WindowMarks;
  #edits = 0;

  constructor(storage: Storage, board: string, window: string) {
    this.#marks = new WindowMarks(storage, `${board}:unsaved:`, window);
  }

  /** Edits of an earlier visit, or of a window that is still open, may wait. */
  get hasLeftovers(): boolean {
    return this.#marks.leftovers.length > 0;
  }

  markEdited(): void {
    this.#edits += 1;
    this.#marks.set(String(this.#edits));
  }

  /** All that this window has, with what it read at its start, is in the journal. */
  clear(): void {
    this.#marks.remove();
    this.#marks.removeLeftovers();
  }
}
