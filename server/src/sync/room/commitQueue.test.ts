import { expect, test } from 'vitest';
import { CommitQueue } from './commitQueue.ts';

const setUp = () => {
  const done: string[] = [];
  const failures: unknown[] = [];
  const commits = new CommitQueue((error) => failures.push(error));
  return { done, failures, commits, note: (what: string) => () => void done.push(what) };
};

test('P1: entries run in the order in which they were added, whichever row commits first', async () => {
  const { done, commits, note } = setUp();
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  commits.add(first.promise, note('first'));
  commits.afterCommit(note('after first'));
  commits.add(second.promise, note('second'));
  second.resolve();
  await second.promise;
  expect(done).toEqual([]);
  first.resolve();
  await commits.idle();
  expect(done).toEqual(['first', 'after first', 'second']);
});

test('an entry that waits for no row runs at once', () => {
  const { done, commits, note } = setUp();
  commits.afterCommit(note('now'));
  expect(done).toEqual(['now']);
});

test('P1: after a failed row no entry runs, and the failure is reported once', async () => {
  const { done, failures, commits, note } = setUp();
  const row = Promise.withResolvers<void>();
  const rest = Promise.withResolvers<void>();
  commits.add(row.promise, note('row'));
  commits.add(rest.promise, note('rest'));
  commits.afterCommit(note('after'));
  row.reject(new Error('disk full'));
  rest.reject(new Error('rests on what failed'));
  await commits.idle();
  commits.afterCommit(note('later'));
  expect(done).toEqual([]);
  expect(failures).toEqual([new Error('disk full')]);
});
