import type { AccessCheck, Admission } from './admission.ts';
import { Ticker } from '../transport/ticker.ts';

const tickMs = 1_000;
/** Twice a minute, for changes that nobody reports. */
const ticksBetweenRechecks = 30;

interface AccessRecheckDeps {
  /** When the session expires unless it is prolonged; milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  readonly accessCheck: AccessCheck;
  readonly onAdmission: (admission: Admission) => void;
  readonly onError: (error: unknown) => void;
}

const ticker = new Ticker(tickMs);

let phase = 0;
const nextPhase = (): number => (phase = (phase + 1) % ticksBetweenRechecks);

/**
 * Re-runs the admission check for a socket: twice a minute, within a second of its expiry, and
 * immediately on `recheck()`, which alone reads a closed board. Checks never overlap; a request during
 * a check starts one more afterwards, so the last answer always wins.
 */
export class AccessRecheck {
  readonly #deps: AccessRecheckDeps;
  #expiresAt: number | undefined;
  /** Starts at a different phase for each socket, so that a crowd is not rechecked in one moment. */
  #ticks = nextPhase();
  #requests = 0;
  /** Whether a change was reported that no check has read yet. */
  #isReported = false;
  #isChecking = false;

  constructor(deps: AccessRecheckDeps) {
    this.#deps = deps;
    this.#expiresAt = deps.expiresAt;
    ticker.add(this);
  }

  /** Call this when access may have changed. */
  recheck(): void {
    this.#isReported = true;
    this.#request();
  }

  stop(): void {
    ticker.delete(this);
  }

  tick(): void {
    this.#ticks = (this.#ticks + 1) % ticksBetweenRechecks;
    const isExpired = this.#expiresAt !== undefined && this.#expiresAt <= Date.now();
    if (this.#ticks === 0 || isExpired) this.#request();
  }

  #request(): void {
    this.#requests += 1;
    if (!this.#isChecking) void this.#run();
  }

  async #run(): Promise<void> {
    const { accessCheck, onAdmission, onError } = this.#deps;
    this.#isChecking = true;
    let answeredRequests: number;
    do {
      answeredRequests = this.#requests;
      const isReported = this.#isReported;
      this.#isReported = false;
      try {
        const admission = await (isReported ? accessCheck.admit() : accessCheck.readmit());
        this.#expiresAt = admission.kind === 'admitted' ? admission.expiresAt : undefined;
        onAdmission(admission);
      } catch (error) {
        this.#isReported ||= isReported;
        onError(error);
      }
    } while (answeredRequests !== this.#requests);
    this.#isChecking = false;
  }
}
