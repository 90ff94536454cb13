import type { Source } from './sources.ts';

const suppression = /^\s*(?:eslint|oxlint)-disable(?:-next-line|-line)?\b/;
const reason = /\s--\s+\S.{9,}/s;

/** Comments that silence a linter without saying why after ` -- `, a line each. */
export const findUnexplainedSuppressions = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ file, comments }) =>
    comments
      .filter(({ text }) => suppression.test(text) && !reason.test(text))
      .map(({ line }) => `${file}:${line}: Say the root cause in a sentence after \` -- \`, or mend it.`),
  );
