import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compileMessages } from './messages.ts';
import { root, runNode, tool } from './process.ts';

export interface Check {
  /** What holds when it passes. */
  readonly name: string;
  run(): Promise<number>;
}

const client = join(root, 'client');
/** Where svelte-check puts the TypeScript that it makes of components. */
const componentsAsTypeScript = join(client, '.svelte-check');

const oxlint = (...args: string[]) => runNode([tool('.', 'oxlint'), ...args]);

/** The client's types rest on the compiled messages, so this comes before all else. */
export const messages: Check = {
  name: 'the messages compile',
  run: async () => {
    await compileMessages();
    return 0;
  },
};

const components: readonly Check[] = [
  {
    name: 'client has no type errors',
    run: async () => {
      await rm(componentsAsTypeScript, { recursive: true, force: true });
      const args = ['--tsgo', '--fail-on-warnings', '--tsconfig', './tsconfig.json'];
      return runNode([tool('.', 'svelte-check'), ...args], { cwd: client });
    },
  },
  {
    name: 'the linter finds nothing in components that needs their types',
    run: async () => {
      // Each by its name: git ignores their folder, and so does oxlint unless it is given files.
      const files = globSync('svelte/**/++*.svelte.ts', { cwd: componentsAsTypeScript });
      if (files.length === 0) throw new Error('svelte-check left no components behind to look at.');
      const config = join(root, 'tests/tooling/sourceChecks/oxlint.components.json');
      return oxlint('--config', config, ...files.map((file) => join(componentsAsTypeScript, file)));
    },
  },
];

/**
 * What can be told without running the product; each counts as one test. A chain runs in its order,
 * and chains run side by side, those that take longest first.
 */
export const chains: readonly (readonly Check[])[] = [
  components,
  [
    {
      name: 'the linter of components finds nothing',
      run: () => {
        const config = ['--config', 'tests/tooling/sourceChecks/eslint.config.ts', '--max-warnings', '0'];
        return runNode([tool('.', 'eslint'), ...config, 'client/src']);
      },
    },
  ],
  [{ name: 'the linter finds nothing', run: () => oxlint() }],
  [
    {
      name: 'shared, server and tests have no type errors',
      // TypeScript 7, which reads no components; svelte-check and the linters' parsers need version 6 beside it.
      // Server and tests read the types of shared from what its own build writes, instead of checking it again.
      run: () => runNode([tool('.', '@typescript/native', 'tsc'), '--build', 'shared', 'server', 'tests', '--pretty']),
    },
  ],
  [{ name: 'every file is formatted', run: () => runNode([tool('.', 'oxfmt'), '--check']) }],
  [
    {
      name: 'imports keep the walls and run in no circle, suppressions say why',
      run: () => runNode([join(root, 'tests/tooling/sourceChecks/imports.ts')]),
    },
  ],
  [
    {
      name: 'components hold little CSS, and restyle no global class',
      run: () => runNode([join(root, 'tests/tooling/sourceChecks/styles.ts')]),
    },
  ],
];
