import { createRequire } from 'node:module';
import type commonJs from 'highs';
import type { Highs } from 'highs';

/** Compiles the solver for this thread. Loaded as CommonJS, since its types describe that form alone. */
export const loadHighs = (): Promise<Highs> => {
  const highs: typeof commonJs = createRequire(import.meta.url)('highs');
  return highs.default();
};
