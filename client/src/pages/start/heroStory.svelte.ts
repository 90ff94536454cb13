import { prefersReducedMotion } from 'svelte/motion';

/** Where the picture is: who has moved where, which seats are taken, how much of the note is written. */
export interface HeroMoment {
  /** Seats at the table that are taken, of six. */
  readonly taken: number;
  readonly north: 'rests' | 'comes' | 'presses';
  readonly sun: 'rests' | 'comes' | 'presses';
  readonly writes: boolean;
  readonly durationMs: number;
}

const moments: readonly HeroMoment[] = [
  { taken: 3, north: 'rests', sun: 'rests', writes: false, durationMs: 1400 },
  { taken: 3, north: 'comes', sun: 'rests', writes: false, durationMs: 1100 },
  { taken: 4, north: 'presses', sun: 'rests', writes: false, durationMs: 1000 },
  { taken: 4, north: 'rests', sun: 'comes', writes: true, durationMs: 1100 },
  { taken: 5, north: 'rests', sun: 'presses', writes: true, durationMs: 1200 },
  { taken: 5, north: 'rests', sun: 'rests', writes: true, durationMs: 4200 },
];

const lastIndex = moments.length - 1;
const endMoment = { taken: 5, north: 'rests', sun: 'rests', writes: true, durationMs: 0 } as const;

/** The picture's clock. Stands still, at its end, for whoever prefers less motion. */
export class HeroStory {
  #at = $state(0);
  playing = $state(true);

  readonly still = $derived(prefersReducedMotion.current);
  readonly moment = $derived<HeroMoment>(this.still ? endMoment : (moments[this.#at] ?? endMoment));

  /** Waits for this moment to pass; to be run in an effect, whose clean-up it returns. */
  run(): (() => void) | undefined {
    if (!this.playing || this.still) return undefined;
    const timeout = setTimeout(() => {
      this.#at = this.#at === lastIndex ? 0 : this.#at + 1;
    }, this.moment.durationMs);
    return () => clearTimeout(timeout);
  }
}
