/**
 * Remembers, over reloads, that a person's edits on this machine may not have reached the journal. A
 * mark of its own for each window: the number of edits that it has made since it last was all saved.
 */
export class UnsavedFlag {
  readonly #storage: Storage;
  readonly #own: string;
  readonly #left: ReadonlyMap<string, string>;
  #edits = 0;

  constructor(storage: Storage, board: string, window: string) {
    const prefix = `${board}:unsaved:`;
    this.#storage = storage;
    this.#own = `${prefix}${window}`;
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    const marks = keys.filter((key) => key.startsWith(prefix)).map((key) => [key, storage.getItem(key) ?? ''] as const);
    this.#left = new Map(marks);
  }

  /** Edits of an earlier visit, or of a window that is still open, may wait. */
  get hasLeftovers(): boolean {
    return this.#left.size > 0;
  }

  markEdited(): void {
    this.#edits += 1;
    this.#storage.setItem(this.#own, String(this.#edits));
  }

  /** All that this window has, with what it read at its start, is in the journal. */
  clear(): void {
    this.#storage.removeItem(this.#own);
    // A window that has edited on since looks after its mark itself.
    for (const [key, mark] of this.#left) if (this.#storage.getItem(key) === mark) this.#storage.removeItem(key);
  }
}
