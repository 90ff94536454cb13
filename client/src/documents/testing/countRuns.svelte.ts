import { flushSync } from 'svelte';

/** Counts the runs of an effect that calls `read`; `runs` flushes pending effects first. */
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
