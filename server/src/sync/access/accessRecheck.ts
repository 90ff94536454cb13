import type { Admission } from './admission.ts';
import { Ticker } from '../transport/ticker.ts';

const tickMs = 1_000;
/** Twice a minute, for changes that nobody reports. */
const ticksBetweenRechecks = 30;

interface AccessRecheckDeps {
  /** When the session expires unless it is prolonged; milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  /** The check that admitted the socket. */
  readonly admit: () => Promise<Admission>;
  readonly onAdmission: (admission: Admission) => void;
  readonly onError: (error: unknown) => void;
}

const ticker = new Ticker(tickMs);

let phase = 0;
const nextPhase = (): number => (phase = (phase + 1) % ticksBetweenRechecks);

/**
 * Re-runs the admission check for a socket: twice a minute, within a second of its expiry, and
 * immediately on `recheck()`. Checks never overlap; a request during a check starts one more afterwards,
 * so the last answer always wins.
 */
export class AccessRecheck {
  readonly #deps: AccessRecheckDeps;
  #expiresAt: number | undefined;
  /** Starts at a different phase for each socket, so that a crowd is not rechecked in one moment. */
  #ticks = nextPhase();
  #requests = 0;
  #isChecking = false;

  constructor(deps: AccessRecheckDeps) {
    this.#deps = deps;
    this.#expiresAt = deps.expiresAt;
    ticker.add(this);
  }

  /** Call this when access may have changed. */
  recheck(): void {
    this.#requests += 1;
    if (!this.#isChecking) void this.#run();
  }

  stop(): void {
    ticker.delete(this);
  }

  tick(): void {
    this.#ticks = (this.#ticks + 1) % ticksBetweenRechecks;
    const isExpired = this.#expiresAt !== undefined && this.#expiresAt <= Date.now();
    if (this.#ticks === 0 || isExpired) this.recheck();
  }

  async #run(): Promise<void> {
    const { admit, onAdmission, onError } = this.#deps;
    this.#isChecking = true;
    let answeredRequests: number;
    do {
      answeredRequests = this.#requests;
      try {
        const admission = await admit();
        this.#expiresAt = admission.kind === 'admitted' ? admission.expiresAt : undefined;
        onAdmission(admission);
      } catch (error) {
        onError(error);
      }
    } while (answeredRequests !== this.#requests);
    this.#isChecking = false;
  }
}
