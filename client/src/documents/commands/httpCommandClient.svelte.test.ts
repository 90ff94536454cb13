import { emptyBoard } from '@brygga/shared/agreements/board';
import type { CommandName } from '@brygga/shared/commands/index';
import { challengeId, companyPeople, facilitator, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { afterEach, expect, test, vi } from 'vitest';
import type { Result } from '../../api/request.ts';
import { HttpCommandClient, type DecidedResponse } from './httpCommandClient.svelte.ts';
import { waitForDecision } from './waitForDecision.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';

afterEach(() => void vi.useRealTimers());

const unreachable: Result<DecidedResponse> = { ok: false, problem: undefined };
const problem = (status: number, code: string): Result<DecidedResponse> => ({
  ok: false,
  problem: { type: `/problems/${code}`, status, title: code, code },
});
const decided = (result: Record<string, unknown>): Result<DecidedResponse> => ({
  ok: true,
  value: { result, decided: 1, circles: {} },
});

/** Asks whose posts are answered one after the other, as they come or when the test says so. */
const asking = (
  answers: readonly (Result<DecidedResponse> | Promise<Result<DecidedResponse>>)[],
  shown: Promise<void> = Promise.resolve(),
) => {
  const workshop = newWorkshop();
  const posts: { name: CommandName; input: object; key: string }[] = [];
  const waits: number[] = [];
  const asks = new HttpCommandClient({
    actor: facilitator,
    board: workshop.board,
    boardOfCircle: () => emptyBoard,
    serverTime: () => workshop.at,
    post: (name, input, key) => {
      posts.push({ name, input, key });
      return Promise.resolve(answers[posts.length - 1] ?? unreachable);
    },
    waitUntilVisible: () => shown,
    wait: (delayMs) => {
      waits.push(delayMs);
      return Promise.resolve();
    },
  });
  return { asks, posts, waits };
};

test('a response has the command’s result or the problem', async () => {
  const yes = asking([decided({ endsAt: 5 })]);
  expect(await yes.asks.execute('timer.start', { seconds: 60 })).toEqual({ kind: 'decided', result: { endsAt: 5 } });

  const no = asking([problem(409, 'no-timer')]);
  expect(await no.asks.execute('timer.pause', {})).toMatchObject({ kind: 'refused', problem: { code: 'no-timer' } });
});

test('a press without an answer is retried under the same key, with longer delays', async () => {
  const { asks, posts, waits } = asking([unreachable, problem(503, 'storage-failed'), decided({})]);

  const answer = await asks.execute('timer.pause', {});

  expect(answer.kind).toBe('decided');
  expect(posts).toHaveLength(3);
  expect(new Set(posts.map(({ key }) => key)).size).toBe(1);
  expect(waits[1]).toBeGreaterThan(waits[0] ?? Infinity);
});

test('a press that stays unanswered is unreachable, and keeps its key when repeated', async () => {
  const { asks, posts } = asking([unreachable, unreachable, unreachable, unreachable, decided({})]);

  expect(await asks.execute('timer.extend', { seconds: 60 })).toEqual({ kind: 'unreachable' });
  expect((await asks.execute('timer.extend', { seconds: 60 })).kind).toBe('decided');

  expect(posts).toHaveLength(5);
  expect(new Set(posts.map(({ key }) => key)).size).toBe(1);
});

test('two answered presses of one command have two keys', async () => {
  const { asks, posts } = asking([decided({}), decided({})]);

  await asks.execute('timer.extend', { seconds: 60 });
  await asks.execute('timer.extend', { seconds: 60 });

  expect(new Set(posts.map(({ key }) => key)).size).toBe(2);
});

test('equal presses while one runs are one, whatever the order of their fields', async () => {
  const gate = Promise.withResolvers<Result<DecidedResponse>>();
  const { asks, posts } = asking([gate.promise, decided({})]);
  const input = { challenge: challengeId, name: 'Cool', company: 'company0000001' };

  const presses = [
    asks.execute('consortium.found', input),
    asks.execute('consortium.found', { company: input.company, name: 'Cool', challenge: challengeId }),
  ];
  const other = asks.execute('consortium.found', { ...input, name: 'Cooler' });
  gate.resolve(decided({ consortium: 'x' }));

  const [first, second] = await Promise.all(presses);
  expect(first).toEqual(second);
  await other;
  expect(posts).toHaveLength(2);
});

test('a command is pending until this client’s document shows the decision', async () => {
  const visible = Promise.withResolvers<void>();
  const { asks } = asking([decided({})], visible.promise);
  const states: boolean[] = [];
  const button = countRuns(() => states.push(asks.isPending('timer.pause', {})));

  const answer = asks.execute('timer.pause', {});
  expect(button.runs).toBe(2);
  visible.resolve();
  await answer;
  await Promise.resolve();

  expect(button.runs).toBe(3);
  expect(states).toEqual([false, true, false]);
});

test('waiting for a decision ends when the document shows it, or after a timeout', async () => {
  vi.useFakeTimers();
  const workshop = newWorkshop();
  const target = workshop.decisionCount() + 1;
  const done = vi.fn();

  void waitForDecision(workshop.doc, target, 5_000).then(done);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done).not.toHaveBeenCalled();
  workshop.foundConsortium();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toHaveBeenCalledOnce();

  void waitForDecision(workshop.doc, target + 5, 5_000).then(done);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(done).toHaveBeenCalledTimes(2);
});

test('P4: considering gives the server’s verdict', () => {
  const workshop = newWorkshop();
  const asks = new HttpCommandClient({
    actor: nth(companyPeople, 0),
    board: workshop.board,
    boardOfCircle: () => emptyBoard,
    serverTime: () => workshop.at,
    post: () => Promise.resolve(unreachable),
    waitUntilVisible: () => Promise.resolve(),
  });

  expect(asks.consider('consortium.found', { challenge: challengeId, name: 'Cool' }).kind).toBe('decided');
  expect(asks.consider('timer.start', { seconds: 60 })).toEqual({ kind: 'forbidden', reason: 'facilitators-only' });
  workshop.foundConsortium();
  expect(asks.consider('consortium.found', { challenge: challengeId, name: 'Cool' })).toEqual({
    kind: 'refused',
    reason: 'already-leads-here',
  });
});
