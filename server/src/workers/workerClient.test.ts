import { expect, test } from 'vitest';
import type { CrashingWorker } from './testing/crashing.worker.ts';
import { createWorkerClient, WorkerError } from './workerClient.ts';

/** What `crashing.worker.ts` names its own error; the module itself runs in a thread only. */
class EchoError extends Error {}

const createCrashing = () => {
  const deaths: object[] = [];
  const worker = createWorkerClient<CrashingWorker>(new URL('./testing/crashing.worker.ts', import.meta.url), {
    log: { error: (fields) => void deaths.push(fields) },
    knownErrors: [EchoError],
    transfer: { size: (buffer) => [buffer] },
  });
  return { worker, deaths };
};

const died = { name: 'WorkerError', worker: 'crashing', reason: 'died' };

test('a method returns its result or fails with what it threw', async () => {
  const { worker } = createCrashing();
  expect(await worker.echo('å')).toBe('å');
  await expect(worker.fail('no such table')).rejects.toThrow(new WorkerError('crashing', 'failed', 'no such table'));
  expect(await worker.echo('still here')).toBe('still here');
  await worker.close();
});

test('a known error keeps its class', async () => {
  const { worker } = createCrashing();
  await expect(worker.failAsEcho('lost')).rejects.toThrow(new EchoError('lost'));
  await expect(worker.failAsEcho('lost')).rejects.toBeInstanceOf(EchoError);
  await worker.close();
});

test('a transferred buffer is moved, not copied', async () => {
  const { worker } = createCrashing();
  const buffer = new ArrayBuffer(8);
  const size = worker.size(buffer);
  expect(buffer.byteLength).toBe(0);
  expect(await size).toBe(8);
  await worker.close();
});

test('a client can be awaited like any other value', async () => {
  const { worker } = createCrashing();
  const awaited = await Promise.resolve(worker);
  expect(await awaited.echo('here')).toBe('here');
  await worker.close();
});

test('requests that were pending when the thread died fail, and the next one restarts it', async () => {
  const { worker, deaths } = createCrashing();
  const settled = await Promise.allSettled([worker.echo('before'), worker.die(), worker.echo('after')]);
  expect(settled).toMatchObject([{ status: 'fulfilled' }, { reason: died }, { reason: died }]);
  expect(deaths).toMatchObject([{ worker: 'crashing', why: 'out of luck' }]);
  expect(await worker.echo('again')).toBe('again');
  await worker.close();
});

test('a thread that keeps dying is not restarted for ever, and its error says why', async () => {
  const { worker, deaths } = createCrashing();
  for (let death = 0; death < 20; death += 1) await worker.die().catch(() => undefined);
  expect(deaths.length).toBeLessThan(10);
  await expect(worker.echo('anybody?')).rejects.toMatchObject(died);
  await expect(worker.echo('anybody?')).rejects.toThrow('out of luck');
  await worker.close();
});

test('closing waits for earlier requests and refuses later ones', async () => {
  const { worker, deaths } = createCrashing();
  const last = worker.echo('last');
  await worker.close();
  expect(await last).toBe('last');
  await expect(worker.echo('late')).rejects.toMatchObject({ name: 'WorkerError', reason: 'closed' });
  expect(deaths).toEqual([]);
});

test('closing a thread that dies of its last request fails and says why', async () => {
  const { worker } = createCrashing();
  const last = expect(worker.die()).rejects.toMatchObject(died);
  await expect(worker.close()).rejects.toThrow('out of luck');
  await last;
});
