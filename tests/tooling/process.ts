import { spawn, type StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of what goes on, apart from what the tools themselves print. */
export const log = (text: string): void => {
  process.stdout.write(`\nBrygga: ${text}\n`);
};

/**
 * The script behind a package's command. Run with `process.execPath` it is the pinned Node that runs
 * it, also on Windows, where the files in `.bin` are shell scripts.
 *
 * @example tool('client', 'vite') // …/client/node_modules/vite/bin/vite.js
 */
export const tool = (workspace: '.' | 'client' | 'tests', name: string, command = name): string => {
  const folder = join(root, workspace, 'node_modules', name);
  const { bin }: { bin: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new Error(`${name} has no command ${command}`);
  return join(folder, script);
};

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
}

/** Runs to the end and gives the exit code; a process ended by a signal counts as 1. */
export const run = (command: string, args: readonly string[], options: RunOptions = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.stdio ?? 'inherit',
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });

/** Runs a script with the Node that runs this one. */
export const runNode = (args: readonly string[], options: RunOptions = {}): Promise<number> =>
  run(process.execPath, args, options);

export const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Ends with one clear sentence where a stack would only hide it. */
export const runMain = async (work: () => Promise<number>): Promise<never> => {
  try {
    process.exit(await work());
  } catch (error) {
    process.stderr.write(`\nBrygga: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
};
