import type { ScoringResponse } from '@brygga/shared/api/vault';
import type { CardId, WorkshopId } from '@brygga/shared/ids';
import { on } from 'svelte/events';
import { readScoring } from './http.ts';

/** Often enough for a room that waits, and too seldom to tell who has just pressed. */
const pollIntervalMs = 20_000;

/** How far the scoring of a challenge has come, asked for now and then while somebody looks. */
export class ScoringStatus {
  current = $state.raw<ScoringResponse>();
  readonly #workshop: WorkshopId;
  readonly #challenge: CardId;
  #asked = 0;

  constructor(workshop: WorkshopId, challenge: CardId) {
    this.#workshop = workshop;
    this.#challenge = challenge;
  }

  /** What can't be read stands as it was: it is asked for again. */
  async refresh(): Promise<void> {
    const mine = (this.#asked += 1);
    const answer = await readScoring(this.#workshop, this.#challenge);
    if (mine === this.#asked && answer.ok) this.current = answer.value;
  }

  /** Asks until the function that it hands back is called. */
  startPolling(): () => void {
    const look = () => {
      if (document.visibilityState === 'visible') void this.refresh();
    };
    look();
    const timer = setInterval(look, pollIntervalMs);
    const quiet = on(document, 'visibilitychange', look);
    return () => {
      clearInterval(timer);
      quiet();
    };
  }
}
