import type { Admission } from './admission.ts';
import { Heart } from './heart.ts';

const beatMs = 1_000;
/** How often a right that may have ended without a word is looked at: twice a minute. */
const beatsBetweenLooks = 30;

interface ReviewParts {
  /** When what it was let in with runs out, unless it is lengthened; milliseconds since 1970. */
  readonly until: number | undefined;
  /** The question that let the socket in. */
  readonly ask: () => Promise<Admission>;
  readonly answered: (admission: Admission) => void;
  readonly failed: (error: unknown) => void;
}

const heart = new Heart(beatMs);

let phase = 0;
const nextPhase = (): number => (phase = (phase + 1) % beatsBetweenLooks);

/**
 * Looks at a socket's right again for as long as it lives: from time to time, within a second when it
 * has run out by the clock, and at once when it is told to. One look at a time, so that an older
 * answer never comes after a newer one; however often it is told to during a look, one more follows.
 */
export class Review {
  readonly #parts: ReviewParts;
  #until: number | undefined;
  /** Sockets that came together, as crowds do, are not all looked at in the same moment. */
  #beats = nextPhase();
  #asked = 0;
  #looking = false;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
    this.#until = parts.until;
    heart.add(this);
  }

  now(): void {
    this.#asked += 1;
    if (!this.#looking) void this.#look();
  }

  stop(): void {
    heart.delete(this);
  }

  beat(): void {
    this.#beats = (this.#beats + 1) % beatsBetweenLooks;
    const hasRunOut = this.#until !== undefined && this.#until <= Date.now();
    if (this.#beats === 0 || hasRunOut) this.now();
  }

  async #look(): Promise<void> {
    const { ask, answered, failed } = this.#parts;
    this.#looking = true;
    let seen: number;
    do {
      seen = this.#asked;
      try {
        const admission = await ask();
        this.#until = admission.is === 'admitted' ? admission.until : undefined;
        answered(admission);
      } catch (error) {
        failed(error);
      }
    } while (seen !== this.#asked);
    this.#looking = false;
  }
}
