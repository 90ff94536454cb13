import { Problem } from '@brygga/shared/api/problems';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createLog } from '../../ops/log.ts';
import { StorageError } from '../../storage/contract.ts';
import { WorkerError } from '../../workers/workerClient.ts';
import { handleErrors } from './problems.ts';

const answerTo = async (error: Error) => {
  const app = new Hono().onError(handleErrors(createLog('silent'))).get('/', () => Promise.reject(error));
  const response = await app.request('/');
  const { status, code } = Problem.parse(await response.json());
  return [status, code];
};

test('a worker that is gone is unavailable, and no failure to save', async () => {
  expect(await answerTo(new WorkerError('solver', 'died', 'out of memory'))).toEqual([503, 'unavailable']);
  expect(await answerTo(new WorkerError('solver', 'closed', 'closed'))).toEqual([503, 'unavailable']);
});

test('a worker’s method that throws is an internal error', async () => {
  expect(await answerTo(new WorkerError('solver', 'failed', 'no such row'))).toEqual([500, 'internal']);
});

test('a storage error is a failure to save', async () => {
  expect(await answerTo(new StorageError('disk full'))).toEqual([503, 'storage-failed']);
});
