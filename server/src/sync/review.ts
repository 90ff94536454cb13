import type { Admission } from './admission.ts';

/** How long a right that ended without a word, as a session that ran out, may still be used. */
const everyMs = 30_000;

interface ReviewParts {
  /** The question that let the socket in. */
  readonly ask: () => Promise<Admission>;
  readonly answered: (admission: Admission) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Looks at a socket's right again for as long as it lives: on a timer, and at once when it is told
 * to. One look at a time, so that an older answer never comes after a newer one; however often it is
 * told to during a look, one more follows.
 */
export class Review {
  readonly #parts: ReviewParts;
  readonly #timer: NodeJS.Timeout;
  #asked = 0;
  #looking = false;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.now(), everyMs);
  }

  now(): void {
    this.#asked += 1;
    if (!this.#looking) void this.#look();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const { ask, answered, failed } = this.#parts;
    this.#looking = true;
    let seen: number;
    do {
      seen = this.#asked;
      try {
        answered(await ask());
      } catch (error) {
        failed(error);
      }
    } while (seen !== this.#asked);
    this.#looking = false;
  }
}
