import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
const main = join(root, 'server/dist/main.js');
/** Only a development clone has it; a production install brings what is built along. */
const build = join(root, 'tests/tooling/build.ts');

const Manifest = z.object({ config: z.object({ nodeFlags: z.array(z.string()) }) });

const serverArgs = (): string[] => {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'));
  return [...Manifest.parse(manifest).config.nodeFlags, main];
};

const say = (text: string): void => void process.stdout.write(`\nBrygga: ${text}\n`);

const fail = (text: string): never => {
  process.stderr.write(`\nBrygga: ${text}\n`);
  process.exit(1);
};

const exitCode = (child: ReturnType<typeof spawn>): Promise<number> =>
  new Promise((resolveCode, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolveCode(code ?? 1));
  });

/** Builds client and server where they have changed, starts the server, and says where to look at it. */
const startInDevelopment = async (): Promise<void> => {
  const built = await exitCode(spawn(process.execPath, [build], { cwd: root, stdio: 'inherit' }));
  // What is wrong has been printed already.
  if (built !== 0) process.exit(built);
  say('starting the server …');
  const server = spawn(process.execPath, serverArgs(), { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] });
  createInterface({ input: server.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`);
    const port = /"port":(\d+)/.exec(line)?.[1];
    if (line.includes('"listening"')) say(`open http://localhost:${port} in a browser; Ctrl-C ends the server.`);
  });
  // The server drains and ends by itself; this process only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
  const code = await exitCode(server);
  if (code !== 0) fail(`the server ended with ${code}; why stands above.`);
};

/** Becomes the server, so that signals reach it and no second process waits. */
const startInProduction = async (): Promise<void> => {
  // Windows can't replace a process.
  if (process.platform !== 'win32' && process.execve) {
    process.execve(process.execPath, [process.execPath, ...serverArgs()], process.env);
  }
  const server = spawn(process.execPath, serverArgs(), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => server.kill(signal));
  process.exit(await exitCode(server));
};

await (existsSync(build) ? startInDevelopment() : startInProduction());
