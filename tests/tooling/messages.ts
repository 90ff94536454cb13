import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.ts';
import { root, runNode, tool } from './process.ts';

const client = join(root, 'client');
const outdir = 'src/i18n/compiled';
const compiledFrom = join(client, outdir, '.compiled-from');

const inputs = ['shared/src/messages/**/*.json', 'client/project.inlang/settings.json', 'client/package.json'];

/** As in `client/vite.config.ts`, which compiles the messages for the development server. */
const options = [
  ...['--project', './project.inlang', '--outdir', outdir],
  ...['--strategy', 'localStorage', 'preferredLanguage', 'baseLocale'],
  ...['--output-structure', 'locale-modules', '--silent'],
];

/**
 * Compiles the messages to the modules that the client imports, unless they are compiled already.
 * The build, the client's types and its tests rest on them.
 *
 * @throws Error in one sentence when they do not compile; what the compiler said stands above it.
 */
export const compileMessages = async (): Promise<void> => {
  const now = fingerprint(inputs);
  if (existsSync(compiledFrom) && readFileSync(compiledFrom, 'utf8') === now) return;
  const compiler = tool('client', '@inlang/paraglide-js', 'paraglide-js');
  const code = await runNode([compiler, 'compile', ...options], { cwd: client });
  if (code !== 0) throw new Error('the messages do not compile; what is wrong stands above.');
  writeFileSync(compiledFrom, now);
};
