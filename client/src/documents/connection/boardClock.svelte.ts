import { createSubscriber } from 'svelte/reactivity';

export interface ServerClock {
  /** The server's time, ms since 1970, renewed each second on the server's second; reactive. */
  readonly now: number;
}

/** Samples taken one after the other on each connection; the quickest round trip tells the time best. */
const samplesAtStart = 5;
/** Afterwards one now and then, which also keeps an otherwise silent connection from being taken for dead. */
const sampleIntervalMs = 15_000;
/** Clocks drift: a better round trip of long ago gives way to a newer one. */
const sampleLifetimeMs = 5 * 60_000;

interface Sample {
  readonly roundTripMs: number;
  readonly offsetMs: number;
  readonly takenAt: number;
}

/** Times are milliseconds since 1970. */
export class BoardClock implements ServerClock {
  readonly #ask: (asked: number) => void;
  #best: Sample | undefined;
  #left = 0;
  #next: ReturnType<typeof setTimeout> | undefined;
  /** Every reader sees the second change at the same moment, which is the server's. */
  readonly #subscribe = createSubscriber((update) => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(
        () => {
          update();
          wait();
        },
        1000 - (this.exact() % 1000),
      );
    };
    wait();
    return () => clearTimeout(timer);
  });

  /** @param ask sends a `clock` notice with this machine's time in it. */
  constructor(ask: (asked: number) => void) {
    this.#ask = ask;
  }

  /** The server's time at its last full second; who reads it runs again each second. */
  get now(): number {
    this.#subscribe();
    return Math.floor(this.exact() / 1000) * 1000;
  }

  /** The server's time at this millisecond, without running again. */
  exact(): number {
    return Date.now() + (this.#best?.offsetMs ?? 0);
  }

  connected(): void {
    this.disconnected();
    this.#best = undefined;
    this.#left = samplesAtStart;
    this.#sample();
  }

  disconnected(): void {
    clearTimeout(this.#next);
  }

  handleReply({ asked, at }: { readonly asked: number; readonly at: number }): void {
    const now = Date.now();
    const roundTrip = now - asked;
    if (roundTrip < 0) return;
    const stale = !this.#best || now - this.#best.takenAt > sampleLifetimeMs;
    if (stale || roundTrip <= (this.#best?.roundTripMs ?? 0)) {
      this.#best = { roundTripMs: roundTrip, offsetMs: at + roundTrip / 2 - now, takenAt: now };
    }
    this.#left -= 1;
    if (this.#left > 0) this.#sample();
  }

  #sample(): void {
    clearTimeout(this.#next);
    this.#ask(Date.now());
    this.#next = setTimeout(() => this.#sample(), sampleIntervalMs);
  }
}
