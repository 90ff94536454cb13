import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProduct } from '../tooling/build.ts';
import { root } from '../tooling/process.ts';

/** The first install on a machine may have to download Node. */
const installMsMax = 240_000;
const installBytesMax = 300 * 1024 * 1024;

/** What only tests, checks and the client's build need. */
const developmentPackages =
  /playwright|hocuspocus|vitest|^vite@|^svelte@|paraglide|y-websocket|tiptap|oxlint|eslint|^typescript@|rolldown|fast-check/;

const run = promisify(execFile);

/**
 * Without what `pnpm` puts in front for its scripts: with the machine's own Node, pnpm finds what
 * install scripts have made before in its store, the pinned Node among it.
 */
const pathOfTheMachine = (): string =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(root))
    .join(delimiter);

/** Bytes on disk: a file that several names are linked to counts once. */
const sizeOf = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const stats = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  const sizes = new Map(stats.map(({ ino, size }) => [ino, size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
};

/** Resolves with the address that the server announces. */
const listeningUrl = (output: NodeJS.ReadableStream): Promise<string> =>
  new Promise((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: output })
      .on('line', (line) => {
        lines.push(line);
        const url = /"url":"([^"]+)"/.exec(line)?.[1];
        if (line.includes('"listening"') && url) resolve(url);
      })
      .on('close', () => reject(new Error(`The server ended instead of listening. It wrote:\n${lines.join('\n')}`)));
  });

// As server/deploy/Dockerfile does it; the script is for a POSIX shell.
describe.skipIf(process.platform === 'win32')('a production install', () => {
  let folder: string;
  let install: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'brygga-install-'));
    install = join(folder, 'brygga');
    await buildProduct();
    await run(join(root, 'server/deploy/install.sh'), [install, '--prefer-offline'], {
      env: { ...process.env, PATH: pathOfTheMachine() },
    });
  }, installMsMax);
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

  test('brings neither tests nor build tools along', async () => {
    const packages = await readdir(join(install, 'node_modules/.pnpm'));
    expect(packages.filter((name) => developmentPackages.test(name))).toEqual([]);
    expect((await readdir(install)).filter((name) => !name.startsWith('.')).sort()).toEqual([
      'LICENSE',
      'client',
      'node_modules',
      'package.json',
      'pnpm-lock.yaml',
      'pnpm-workspace.yaml',
      'server',
      'shared',
    ]);
    expect(await readdir(join(install, 'client'))).toEqual(['dist']);
    expect(await readdir(join(install, 'server/src'))).toEqual(['start.ts']);
    expect(await sizeOf(install)).toBeLessThan(installBytesMax);
  });

  test('serves the client and the API, and drains on SIGTERM', async () => {
    const server = spawn(join(install, 'node_modules/.bin/node'), [join(install, 'server/src/start.ts')], {
      cwd: folder,
      env: { NODE_ENV: 'production', PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const url = await listeningUrl(server.stdout);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const page = await (await fetch(`${url}/`)).text();
      expect(page).toContain('<title>Brygga');
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
      expect((await fetch(`${url}${script}`)).status).toBe(200);
      expect((await fetch(`${url}/api/demo`, { method: 'POST' })).status).toBe(201);

      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    } finally {
      server.kill('SIGKILL');
    }
  });
});
