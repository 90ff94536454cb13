import { showToast, type ToastAction } from './toasts.svelte.ts';

interface ArrivalToastsOptions {
  readonly isMuted: () => boolean;
  readonly action: () => ToastAction;
}

/** Shows a toast, once, for each item that arrives after the page was opened. */
export class ArrivalToasts {
  readonly #options: ArrivalToastsOptions;
  readonly #notified = new Set<string>();
  #since: number | undefined;

  constructor(options: ArrivalToastsOptions) {
    this.#options = options;
  }

  /** Items up to this moment, ms since 1970, are no news; until the first call, nothing is. */
  start(now: number): void {
    this.#since ??= now;
  }

  notify(key: string, at: number, text: () => string): void {
    if (this.#since === undefined || at <= this.#since || this.#notified.has(key)) return;
    this.#notified.add(key);
    if (!this.#options.isMuted()) showToast(text(), 'info', this.#options.action());
  }
}
