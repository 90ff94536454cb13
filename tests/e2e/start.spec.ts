import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from '../tooling/process.ts';
import { message } from '../world/messages.ts';

let dataDir: string;
test.beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'brygga-start-'));
});
test.afterEach(() => rm(dataDir, { recursive: true, force: true }));

const start = (port: number): { child: ChildProcess; output: () => string } => {
  const child = spawn(process.execPath, ['server/src/start.ts'], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir },
  });
  const written: string[] = [];
  child.stdout.on('data', (text) => written.push(String(text)));
  child.stderr.on('data', (text) => written.push(String(text)));
  return { child, output: () => written.join('') };
};

test('one command says what it does, serves the product, and ends in order', async ({ page }) => {
  const { child, output } = start(0);
  try {
    // Where the client has changed since the last build, it is built first.
    await expect.poll(output, { timeout: 60_000 }).toContain('open http://localhost:');
    expect(output()).toContain('starting the server');
    const url = /open (http:\/\/localhost:\d+)/.exec(output())?.[1] ?? '';
    await page.goto(url);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(message('pages_start_what'));

    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('a port that is taken is told in one sentence', async () => {
  const other = createServer().listen(0);
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    const { child, output } = start(port);
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(output()).toContain(`Port ${port} is taken: stop what uses it, or choose another with PORT.`);
    expect(output()).not.toContain('    at ');
  } finally {
    other.close();
  }
});
