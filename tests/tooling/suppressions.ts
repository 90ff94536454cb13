import type { Rule } from 'eslint';

const suppression = /^\s*eslint-disable(?:-next-line|-line)?\b/;
const withReason = /\s--\s+\S.{9,}/s;

/** `brygga/reasons`: whoever silences the linter says why, after ` -- `. */
export const suppressionRule: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [] },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (!suppression.test(comment.value) || withReason.test(comment.value) || !comment.loc) continue;
        context.report({ loc: comment.loc, message: 'Say the root cause in a sentence after ` -- `, or mend it.' });
      }
    },
  }),
};
