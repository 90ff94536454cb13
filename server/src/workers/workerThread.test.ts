import { expect, test } from 'vitest';
import { StorageError } from '../storage/contract.ts';
import type { CrashRequest } from './testing/crashing.worker.ts';
import { WorkerThread } from './workerThread.ts';

const mortal = () => {
  const told: object[] = [];
  const log = { error: (fields: object) => void told.push(fields) };
  const thread = new WorkerThread<CrashRequest>(
    new URL('./testing/crashing.worker.ts', import.meta.url),
    undefined,
    log,
  );
  return { thread, told };
};

test('questions are answered, or fail with what was thrown', async () => {
  const { thread } = mortal();
  expect(await thread.request({ kind: 'echo', what: 'å' })).toBe('å');
  await expect(thread.request({ kind: 'throw', what: 'no such table' })).rejects.toThrow(
    new StorageError('no such table'),
  );
  expect(await thread.request({ kind: 'echo', what: 'still here' })).toBe('still here');
  await thread.close({ kind: 'close' });
});

test('what was asked when it died has failed, and the next question finds it alive again', async () => {
  const { thread, told } = mortal();
  const settled = await Promise.allSettled([
    thread.request({ kind: 'echo', what: 'before' }),
    thread.request({ kind: 'die' }),
    thread.request({ kind: 'echo', what: 'after' }),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(told).toMatchObject([{ why: 'out of luck' }]);
  expect(await thread.request({ kind: 'echo', what: 'again' })).toBe('again');
  await thread.close({ kind: 'close' });
});

test('one that keeps dying is not started for ever, and says why', async () => {
  const { thread, told } = mortal();
  for (let death = 0; death < 20; death += 1) await thread.request({ kind: 'die' }).catch(() => undefined);
  expect(told.length).toBeLessThan(10);
  await expect(thread.request({ kind: 'echo', what: 'anybody?' })).rejects.toThrow('out of luck');
  await thread.close({ kind: 'close' });
});

test('closing lets it answer what it was asked, and then it takes nothing more', async () => {
  const { thread, told } = mortal();
  const asked = thread.request({ kind: 'echo', what: 'last' });
  await thread.close({ kind: 'close' });
  expect(await asked).toBe('last');
  await expect(thread.request({ kind: 'echo', what: 'late' })).rejects.toBeInstanceOf(StorageError);
  expect(told).toEqual([]);
});

test('closing one that dies of its last work ends all the same, and says so', async () => {
  const { thread } = mortal();
  const asked = expect(thread.request({ kind: 'die' })).rejects.toBeInstanceOf(StorageError);
  await expect(thread.close({ kind: 'close' })).rejects.toThrow('out of luck');
  await asked;
});
