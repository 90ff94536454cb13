/** Something that is looked at from time to time. */
export interface Beats {
  beat(): void;
}

/** One timer for all sockets of the process, for as long as there are any. */
export class Heart {
  readonly #everyMs: number;
  readonly #all = new Set<Beats>();
  #timer: NodeJS.Timeout | undefined;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  add(each: Beats): void {
    this.#all.add(each);
    this.#timer ??= setInterval(() => this.#beat(), this.#everyMs);
  }

  delete(each: Beats): void {
    this.#all.delete(each);
    if (this.#all.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #beat(): void {
    for (const each of this.#all) each.beat();
  }
}
