/** Random numbers that are the same for the same seed, cheap enough for a million draws. */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 32 bits. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From 0 up to but without 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  below(end: number): number {
    return this.next() % end;
  }

  pick<Each>(among: readonly Each[]): Each {
    const picked = among[this.below(among.length)];
    if (picked === undefined) throw new RangeError('There is nothing to pick from');
    return picked;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.next());
  }
}
