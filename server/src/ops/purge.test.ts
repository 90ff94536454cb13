import { expect, test, vi } from 'vitest';
import { createLog } from './log.ts';
import { purgeHourly } from './purge.ts';

test('stopping waits for the task that runs, and begins no other', async () => {
  const removed = Promise.withResolvers<number>();
  const next = vi.fn(() => Promise.resolve());
  const stopPurging = purgeHourly({ demos: () => removed.promise, sessions: next }, createLog('silent'));

  let isStopped = false;
  const stopped = stopPurging().then(() => (isStopped = true));
  await new Promise(setImmediate);
  expect(isStopped).toBe(false);
  removed.resolve(1);
  await stopped;

  expect(next).not.toHaveBeenCalled();
});

test('a task that fails keeps no other from running', async () => {
  const next = vi.fn(() => Promise.resolve());
  const failing = () => Promise.reject(new Error('The disk is full'));
  const stopPurging = purgeHourly({ demos: failing, sessions: next }, createLog('silent'));

  await vi.waitFor(() => expect(next).toHaveBeenCalledOnce());
  await stopPurging();
});
