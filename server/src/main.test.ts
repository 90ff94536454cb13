import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

const Listening = z.object({ msg: z.literal('listening'), port: z.number(), url: z.string() });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brygga-main-'));
});
afterEach(() => rm(folder, { recursive: true, maxRetries: 3 }));

const run = (env: Record<string, string>) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const listening = new Promise<z.output<typeof Listening>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.includes('listening')) resolve(Listening.parse(JSON.parse(line)));
    });
    child.once('close', () => reject(new Error(`ended: ${errors}`)));
  });
  listening.catch(() => undefined);
  const ended = once(child, 'close').then(([code]) => ({ code: Number(code), errors }));
  return { child, listening, ended };
};

describe('the server as a process', () => {
  test('says where it listens, and ends with 0 when it is asked to', async () => {
    const { child, listening, ended } = run({ LOG_LEVEL: 'silent' });
    const { port, url } = await listening;
    expect(url).toBe(`http://localhost:${port}`);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/api/demo`, { method: 'POST' })).status).toBe(201);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, errors: '' });
  });

  test('says in one sentence when its port is taken', async () => {
    const other = createServer().listen(0);
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, errors } = await run({ PORT: port }).ended;
    other.close();
    expect(code).toBe(1);
    expect(errors).toBe(`Port ${port} is taken: stop what uses it, or choose another with PORT.\n`);
  });

  test('says in one sentence when its folder can’t be written', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    const { code, errors } = await run({ DATA_DIR: join(path, 'data') }).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/^DATA_DIR \S+ can't be written: .+\.\n$/);
  });

  test('says in one sentence when its data are of a later version', async () => {
    await mkdir(join(folder, 'data'));
    const later = new DatabaseSync(join(folder, 'data/brygga.sqlite'));
    later.exec('PRAGMA user_version = 99');
    later.close();
    const { code, errors } = await run({ LOG_LEVEL: 'silent' }).ended;
    expect(code).toBe(1);
    expect(errors).toContain('the journal is of version 99');
    expect(errors.trim().split('\n')).toHaveLength(1);
  });

  test('does not start beside another on the same data', { timeout: 30_000 }, async () => {
    const first = run({});
    await first.listening;
    const { code, errors } = await run({}).ended;
    expect(code).toBe(1);
    expect(errors).toMatch(/^Another Brygga is running on DATA_DIR .+\.\n$/);
    first.child.kill('SIGKILL');
    await first.ended;
    const next = run({});
    await next.listening;
    next.child.kill('SIGTERM');
    expect((await next.ended).code).toBe(0);
  });
});
