/**
 * What each window of this browser remembers over reloads, below one prefix: a mark of its own for each,
 * so that no window overwrites another's.
 */
export class WindowMarks {
  readonly #storage: Storage;
  readonly #own: string;
  readonly #left: ReadonlyMap<string, string>;

  /** @param prefix of the keys, without the window's own part. */
  constructor(storage: Storage, prefix: string, window: string) {
    this.#storage = storage;
    this.#own = `${prefix}${window}`;
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    const marks = keys.filter((key) => key.startsWith(prefix)).map((key) => [key, storage.getItem(key) ?? ''] as const);
    this.#left = new Map(marks);
  }

  /** The marks of earlier visits, and of windows that were open already when this one opened. */
  get leftovers(): readonly string[] {
    return [...this.#left.values()];
  }

  set(mark: string): void {
    this.#storage.setItem(this.#own, mark);
  }

  remove(): void {
    this.#storage.removeItem(this.#own);
  }

  /** A window that has gone on since looks after its mark itself. */
  removeLeftovers(): void {
    for (const [key, mark] of this.#left) if (this.#storage.getItem(key) === mark) this.#storage.removeItem(key);
  }
}
