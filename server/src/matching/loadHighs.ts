import { createRequire } from 'node:module';
import type commonJs from 'highs';
import type { Highs } from 'highs';

/**
 * The solver, compiled for this thread. Its declarations tell of its CommonJS form alone, so that this
 * is the form that is loaded.
 */
export const loadHighs = (): Promise<Highs> => {
  const highs: typeof commonJs = createRequire(import.meta.url)('highs');
  return highs.default();
};
