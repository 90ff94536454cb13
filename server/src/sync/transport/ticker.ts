/** Something that is looked at from time to time. */
export interface TickListener {
  tick(): void;
}

/** One timer for all sockets of the process, for as long as there are any. */
export class Ticker {
  readonly #intervalMs: number;
  readonly #listeners = new Set<TickListener>();
  #timer: NodeJS.Timeout | undefined;

  constructor(everyMs: number) {
    this.#intervalMs = everyMs;
  }

  add(each: TickListener): void {
    this.#listeners.add(each);
    this.#timer ??= setInterval(() => this.#tick(), this.#intervalMs);
  }

  delete(each: TickListener): void {
    this.#listeners.delete(each);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    for (const each of this.#listeners) each.tick();
  }
}
