import type { ScoringResponse } from '@brygga/shared/api/vault';
import type { CardId, WorkshopId } from '@brygga/shared/ids';
import { on } from 'svelte/events';
import { readScoring } from './http.ts';

/** Frequent enough for people who wait, too rare to tell who has just scored. */
const pollIntervalMs = 20_000;

/** How many judges have scored a challenge's consortia, polled while the page is visible. */
export class ScoringStatus {
  current = $state.raw<ScoringResponse>();
  readonly #workshop: WorkshopId;
  readonly #challenge: CardId;
  #latestRequest = 0;

  constructor(workshop: WorkshopId, challenge: CardId) {
    this.#workshop = workshop;
    this.#challenge = challenge;
  }

  /** On failure the last value stays; the next poll retries. */
  async refresh(): Promise<void> {
    this.#latestRequest += 1;
    const request = this.#latestRequest;
    const result = await readScoring(this.#workshop, this.#challenge);
    if (request === this.#latestRequest && result.ok) this.current = result.value;
  }

  /** Returns the function that stops it. */
  startPolling(): () => void {
    const refreshIfVisible = () => {
      if (document.visibilityState === 'visible') void this.refresh();
    };
    refreshIfVisible();
    const timer = setInterval(refreshIfVisible, pollIntervalMs);
    const removeListener = on(document, 'visibilitychange', refreshIfVisible);
    return () => {
      clearInterval(timer);
      removeListener();
    };
  }
}
