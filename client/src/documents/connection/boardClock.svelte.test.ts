import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoardClock } from './boardClock.svelte.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000_000_300 }));
afterEach(() => void vi.useRealTimers());

/** A server that is this far ahead, over a network that takes these times there and back. */
const clockAgainst = (ahead: number, trips: readonly { readonly there: number; readonly back: number }[]) => {
  let asks = 0;
  const clock: BoardClock = new BoardClock((asked) => {
    const { there, back } = trips[asks] ?? { there: 10, back: 10 };
    asks += 1;
    setTimeout(() => {
      const at = Date.now() + ahead;
      setTimeout(() => clock.handleReply({ asked, at }), back);
    }, there);
  });
  return { clock, asks: () => asks };
};

test('the quickest of several samples sets the clock', () => {
  const trips = [
    { there: 400, back: 10 },
    { there: 5, back: 5 },
    { there: 10, back: 900 },
  ];
  const { clock, asks } = clockAgainst(60_000, trips);

  clock.connected();
  vi.advanceTimersByTime(3_000);

  expect(asks()).toBe(5);
  expect(clock.exact() - Date.now()).toBe(60_000);
});

test('without an answer the clock is this machine’s', () => {
  const clock = new BoardClock(() => {});
  expect(clock.exact()).toBe(Date.now());
});

test('the clock is measured again now and then, and after reconnecting', () => {
  const { clock, asks } = clockAgainst(0, []);
  clock.connected();
  vi.advanceTimersByTime(1_000);
  expect(asks()).toBe(5);
  vi.advanceTimersByTime(30_000);
  expect(asks()).toBe(7);

  clock.disconnected();
  vi.advanceTimersByTime(60_000);
  expect(asks()).toBe(7);
  clock.connected();
  vi.advanceTimersByTime(1_000);
  expect(asks()).toBe(12);
});

test('a reader runs again on the server’s full second; without readers no timer runs', async () => {
  const { clock } = clockAgainst(400, []);
  clock.connected();
  vi.advanceTimersByTime(200);
  clock.disconnected();
  expect(Date.now() % 1000).toBe(500);
  const seen: number[] = [];

  const face = countRuns(() => seen.push(clock.now));
  expect(seen).toEqual([1_000_000_000_000]);
  vi.advanceTimersByTime(99);
  expect(face.runs).toBe(1);
  vi.advanceTimersByTime(1);
  expect(face.runs).toBe(2);
  vi.advanceTimersByTime(1_000);
  expect(face.runs).toBe(3);
  expect(seen).toEqual([1_000_000_000_000, 1_000_000_001_000, 1_000_000_002_000]);

  face.end();
  await vi.advanceTimersByTimeAsync(0);
  expect(vi.getTimerCount()).toBe(0);
});

test('the exact time is not reactive', () => {
  const { clock } = clockAgainst(0, []);
  const verdict = countRuns(() => clock.exact());

  vi.advanceTimersByTime(5_000);

  expect(verdict.runs).toBe(1);
});
