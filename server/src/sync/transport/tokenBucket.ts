/** Refills steadily up to its capacity; what it holds may be taken at once. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #refilledAtMs = performance.now();

  constructor(perSecond: number, capacity: number) {
    this.#perSecond = perSecond;
    this.#capacity = capacity;
    this.#tokens = capacity;
  }

  /** @returns false when too little is left; nothing is taken then. */
  take(amount: number): boolean {
    const now = performance.now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#refilledAtMs) / 1000) * this.#perSecond);
    this.#refilledAtMs = now;
    if (amount > this.#tokens) return false;
    this.#tokens -= amount;
    return true;
  }
}
