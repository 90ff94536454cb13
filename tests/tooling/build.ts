import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { compileMessages } from './messages.ts';
import { root, runMain, runNode, log, seconds, tool } from './process.ts';

/** A package that is built into its folder `dist`. */
interface Built {
  readonly name: 'client' | 'server';
  /** Everything that it is made of. */
  readonly inputs: readonly string[];
  readonly notInputs: readonly string[];
  /** Builds into `outDir`, and resolves with the exit code. */
  build(outDir: string): Promise<number>;
}

const sharedInputs = ['shared/{src/**,package.json}', 'pnpm-lock.yaml'];

const client: Built = {
  name: 'client',
  inputs: [
    'client/{src,public}/**',
    'client/{index.html,package.json,svelte.config.js,tsconfig.json,vite.config.ts}',
    'client/project.inlang/settings.json',
    ...sharedInputs,
  ],
  notInputs: ['client/src/i18n/compiled', 'client/src/i18n/compiled/**', '**/*.test.ts'],
  async build(outDir) {
    await compileMessages();
    const args = ['build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
    return runNode([tool('client', 'vite'), ...args], { cwd: join(root, 'client') });
  },
};

const server: Built = {
  name: 'server',
  inputs: ['server/{src/**,package.json,build.ts}', ...sharedInputs],
  notInputs: ['**/*.test.ts'],
  build: (outDir) => runNode([join(root, 'server/build.ts'), outDir]),
};

/** Builds client and server into their folders `dist`, each unless it is built already, or `always`. */
export const buildProduct = async (options: { always?: boolean } = {}): Promise<void> => {
  await buildOne(client, options);
  await buildOne(server, options);
};

export const buildServer = (): Promise<void> => buildOne(server, {});

/** @throws Error in one sentence when the build fails; what the tool said stands above it. */
const buildOne = async ({ name, inputs, notInputs, build }: Built, { always = false }): Promise<void> => {
  const now = fingerprint(inputs, notInputs);
  const dist = join(root, name, 'dist');
  const builtFrom = join(dist, '.built-from');
  if (!always && existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === now) {
    log(`the ${name} is built already`);
    return;
  }
  const begun = performance.now();
  log(`building the ${name} …`);
  // Beside the old one until it is whole: a server that runs may still read from there.
  const outDir = `${dist}.new`;
  await rm(outDir, { recursive: true, force: true });
  const code = await build(outDir);
  if (code !== 0) throw new Error(`the ${name} could not be built; what is wrong stands above.`);
  writeFileSync(join(outDir, '.built-from'), now);
  await rm(dist, { recursive: true, force: true });
  await rename(outDir, dist);
  log(`built the ${name} in ${seconds(begun)}`);
};

if (import.meta.main) {
  await runMain(async () => {
    await buildProduct();
    return 0;
  });
}
