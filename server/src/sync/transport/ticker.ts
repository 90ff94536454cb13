export interface TickListener {
  /** Called once per tick. */
  tick(): void;
}

/** One timer for all listeners; it runs while there are any. */
export class Ticker {
  readonly #intervalMs: number;
  readonly #listeners = new Set<TickListener>();
  #timer: NodeJS.Timeout | undefined;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  add(listener: TickListener): void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), this.#intervalMs);
  }

  delete(listener: TickListener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    for (const listener of this.#listeners) listener.tick();
  }
}
