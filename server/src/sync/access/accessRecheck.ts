import type { Admission } from './admission.ts';
import { Ticker } from '../transport/ticker.ts';

const tickMs = 1_000;
/** How often a right that may have ended without a word is looked at: twice a minute. */
const ticksBetweenRechecks = 30;

interface AccessRecheckDeps {
  /** When what it was let in with runs out, unless it is lengthened; milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  /** The question that let the socket in. */
  readonly admit: () => Promise<Admission>;
  readonly onAdmission: (admission: Admission) => void;
  readonly onError: (error: unknown) => void;
}

const ticker = new Ticker(tickMs);

let phase = 0;
const nextPhase = (): number => (phase = (phase + 1) % ticksBetweenRechecks);

/**
 * Looks at a socket's right again for as long as it lives: from time to time, within a second when it
 * has run out by the clock, and at once when it is told to. One look at a time, so that an older
 * answer never comes after a newer one; however often it is told to during a look, one more follows.
 */
export class AccessRecheck {
  readonly #deps: AccessRecheckDeps;
  #expiresAt: number | undefined;
  /** Sockets that came together, as crowds do, are not all looked at in the same moment. */
  #ticks = nextPhase();
  #requests = 0;
  #isChecking = false;

  constructor(parts: AccessRecheckDeps) {
    this.#deps = parts;
    this.#expiresAt = parts.expiresAt;
    ticker.add(this);
  }

  recheck(): void {
    this.#requests += 1;
    if (!this.#isChecking) void this.#run();
  }

  stop(): void {
    ticker.delete(this);
  }

  tick(): void {
    this.#ticks = (this.#ticks + 1) % ticksBetweenRechecks;
    const hasRunOut = this.#expiresAt !== undefined && this.#expiresAt <= Date.now();
    if (this.#ticks === 0 || hasRunOut) this.recheck();
  }

  async #run(): Promise<void> {
    const { admit, onAdmission, onError } = this.#deps;
    this.#isChecking = true;
    let seen: number;
    do {
      seen = this.#requests;
      try {
        const admission = await admit();
        this.#expiresAt = admission.kind === 'admitted' ? admission.expiresAt : undefined;
        onAdmission(admission);
      } catch (error) {
        onError(error);
      }
    } while (seen !== this.#requests);
    this.#isChecking = false;
  }
}
