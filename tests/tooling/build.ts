import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { compileMessages } from './messages.ts';
import { root, runMain, runNode, log, seconds, tool } from './process.ts';

const dist = join(root, 'client/dist');
const builtFrom = join(dist, '.built-from');

/** Everything that the client is made of. */
const inputs = [
  'client/{src,public}/**',
  'client/{index.html,package.json,svelte.config.js,tsconfig.json,vite.config.ts}',
  'client/project.inlang/settings.json',
  'shared/{src/**,package.json}',
  'pnpm-lock.yaml',
];
const notInputs = ['client/src/i18n/compiled', 'client/src/i18n/compiled/**', '**/*.test.ts'];

/** @throws Error in one sentence when the build fails; what Vite said stands above it. */
export const buildClient = async ({ always = false } = {}): Promise<void> => {
  const now = fingerprint(inputs, notInputs);
  const fresh = existsSync(join(dist, 'index.html')) && existsSync(builtFrom);
  if (!always && fresh && readFileSync(builtFrom, 'utf8') === now) {
    log('the client is built already');
    return;
  }
  const begun = performance.now();
  log('building the client …');
  await compileMessages();
  const code = await runNode([tool('client', 'vite'), 'build', '--logLevel', 'warn'], { cwd: join(root, 'client') });
  if (code !== 0) throw new Error('the client could not be built; what is wrong stands above.');
  writeFileSync(builtFrom, now);
  log(`built the client in ${seconds(begun)}`);
};

if (import.meta.main) {
  await runMain(async () => {
    await buildClient();
    return 0;
  });
}
