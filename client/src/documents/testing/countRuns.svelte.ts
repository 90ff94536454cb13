import { flushSync } from 'svelte';

/** An effect that reads so; `runs` tells how often it has run, once all that is due has run. */
export const countRuns = (read: () => unknown): { readonly runs: number; end(): void } => {
  let runs = 0;
  const end = $effect.root(() => {
    $effect(() => {
      read();
      runs += 1;
    });
  });
  flushSync();
  return {
    get runs() {
      flushSync();
      return runs;
    },
    end,
  };
};
