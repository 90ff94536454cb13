import { join } from 'node:path';
import { root, runNode, tool } from './process.ts';

export interface Check {
  /** What holds when it passes. */
  readonly name: string;
  run(): Promise<number>;
}

const node = (...args: string[]) => runNode(args);
const types = (workspace: string) => node(tool('.', 'typescript', 'tsc'), '--project', workspace);

/** The client's types and its linter rest on the compiled messages: they come before all else. */
export const messages: Check = {
  name: 'the messages compile',
  run: () => {
    const compiler = tool('client', '@inlang/paraglide-js', 'paraglide-js');
    const args = ['compile', '--project', './project.inlang', '--outdir', './src/i18n/compiled'];
    return runNode([compiler, ...args], { cwd: join(root, 'client') });
  },
};

const linter: Check = {
  name: 'the linter and its walls find nothing',
  run: () => node(tool('.', 'eslint'), '--config', 'tests/tooling/eslint.config.ts', '--max-warnings', '0', '.'),
};

/**
 * What can be told without running the product; each counts as one test. The linter takes about as
 * long as all others together: what stands in different lanes runs side by side.
 */
export const lanes: readonly [linting: readonly Check[], ...others: (readonly Check[])[]] = [
  [linter],
  [
    { name: 'every file is formatted', run: () => node(tool('.', 'oxfmt'), '--check') },
    { name: 'no imports run in a circle', run: () => node(join(root, 'tests/tooling/cycles.ts')) },
    { name: 'shared has no type errors', run: () => types('shared') },
    { name: 'server has no type errors', run: () => types('server') },
    { name: 'tests have no type errors', run: () => types('tests') },
    {
      name: 'client has no type errors',
      run: () =>
        runNode([tool('.', 'svelte-check'), '--fail-on-warnings', '--tsconfig', './tsconfig.json'], {
          cwd: join(root, 'client'),
        }),
    },
  ],
];
