import { prefersReducedMotion } from 'svelte/motion';

/** One state of the animation. */
export interface HeroMoment {
  /** Taken seats, of six. */
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

/** Steps through the moments of the animation. With reduced motion it shows the last one. */
export class HeroStory {
  #index = $state(0);
  playing = $state(true);

  readonly still = $derived(prefersReducedMotion.current);
  readonly moment = $derived<HeroMoment>(this.still ? endMoment : (moments[this.#index] ?? endMoment));

  /** Schedules the next moment. Call from an effect; returns its clean-up. */
  run(): (() => void) | undefined {
    if (!this.playing || this.still) return undefined;
    const timeout = setTimeout(() => {
      this.#index = this.#index === lastIndex ? 0 : this.#index + 1;
    }, this.moment.durationMs);
    return () => clearTimeout(timeout);
  }
}
