import { claimDurationMs } from '@brygga/shared/domain/consortium/seats';
import { newId, WorkshopId } from '@brygga/shared/ids';
import { companyIds, companyPeople, needIds, nth, system } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../ops/log.ts';
import { createClaimExpiry, type SeatRef } from './claimExpiry.ts';

const workshop = newId(WorkshopId);
const need = nth(needIds, 0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A board with a consortium, and the expiry of its claims. */
const open = (expire?: (seat: SeatRef) => Promise<void>) => {
  const board = newWorkshop();
  const consortium = board.foundConsortium();
  const claimSeat = () => {
    const verdict = board.execute('seat.take', { consortium, need }, nth(companyPeople, 1));
    if (verdict.kind === 'decided') claimExpiry.factsCommitted(workshop, verdict.facts);
  };
  const advance = async (ms: number) => {
    board.advanceClock(ms);
    await vi.advanceTimersByTimeAsync(ms);
  };
  const claimExpiry = createClaimExpiry({
    log: createLog('silent'),
    now: () => board.at,
    expire: (_workshop, seat) => {
      if (expire) return expire(seat);
      const verdict = board.execute('seat.lapse', seat, system);
      if (verdict.kind === 'decided') claimExpiry.factsCommitted(workshop, verdict.facts);
      return Promise.resolve();
    },
  });
  return { board, consortium, claimSeat, advance, claimExpiry, seat: () => board.consortium(consortium).seats[need] };
};

describe('claims on an open board', () => {
  test('expire when their time is over, and not before', async () => {
    const { board, claimSeat, advance, claimExpiry, seat } = open();
    claimExpiry.boardOpened(workshop, board.doc);
    claimSeat();

    await advance(claimDurationMs - 1);
    expect(seat()?.holder).toBe(nth(companyIds, 1));
    await advance(1);
    expect(seat()?.holder).toBeUndefined();
  });

  test('that are overdue expire as soon as the board is opened', async () => {
    const { board, claimSeat, advance, claimExpiry, seat } = open();
    claimSeat();
    board.advanceClock(2 * claimDurationMs);

    claimExpiry.boardOpened(workshop, board.doc);
    await advance(0);

    expect(seat()?.holder).toBeUndefined();
  });

  test('of alternates that move up expire in their turn', async () => {
    const { board, consortium, claimSeat, advance, claimExpiry, seat } = open();
    claimExpiry.boardOpened(workshop, board.doc);
    claimSeat();
    board.execute('seat.standby', { consortium, need }, nth(companyPeople, 2));

    await advance(claimDurationMs);
    expect(seat()?.holder).toBe(nth(companyIds, 2));
    await advance(claimDurationMs);
    expect(seat()?.holder).toBeUndefined();
  });

  test('don’t expire while the board is closed or the server drains', async () => {
    for (const stop of ['closed', 'drain'] as const) {
      const { board, claimSeat, advance, claimExpiry, seat } = open();
      claimExpiry.boardOpened(workshop, board.doc);
      claimSeat();

      if (stop === 'drain') await claimExpiry.drain();
      else claimExpiry.boardClosed(workshop);
      await advance(2 * claimDurationMs);

      expect(seat()?.holder).toBe(nth(companyIds, 1));
    }
  });

  test('that are being expired are waited for by draining, which begins no other', async () => {
    const seats: SeatRef[] = [];
    const saved = Promise.withResolvers<void>();
    const { board, consortium, claimSeat, advance, claimExpiry } = open((seat) => {
      seats.push(seat);
      return saved.promise;
    });
    claimExpiry.boardOpened(workshop, board.doc);
    claimSeat();
    board.execute('seat.take', { consortium, need: nth(needIds, 1) }, nth(companyPeople, 2));
    await advance(claimDurationMs);
    expect(seats).toHaveLength(1);

    let isDrained = false;
    const drained = claimExpiry.drain().then(() => (isDrained = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(isDrained).toBe(false);
    saved.resolve();
    await drained;

    await advance(claimDurationMs);
    expect(seats).toHaveLength(1);
  });

  test('that can’t be expired leave the server running', async () => {
    const refused = vi.fn(() => Promise.reject(new Error('The disk is full')));
    const { board, claimSeat, advance, claimExpiry } = open(refused);
    claimExpiry.boardOpened(workshop, board.doc);
    claimSeat();

    await advance(claimDurationMs);

    expect(refused).toHaveBeenCalledOnce();
  });
});
