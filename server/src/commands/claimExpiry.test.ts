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

/** A board on which the second company has just claimed a seat, and whoever ends claims on it. */
const begun = (lapse?: (place: SeatRef) => Promise<void>) => {
  const board = newWorkshop();
  const consortium = board.foundConsortium();
  const claims = (company = 1) => {
    const verdict = board.execute('seat.take', { consortium, need }, nth(companyPeople, company));
    if (verdict.kind === 'decided') lapses.factsCommitted(workshop, verdict.facts);
  };
  const passes = async (millis: number) => {
    board.advanceClock(millis);
    await vi.advanceTimersByTimeAsync(millis);
  };
  const lapses = createClaimExpiry({
    log: createLog('silent'),
    now: () => board.at,
    expire: (_workshop, place) => {
      if (lapse) return lapse(place);
      const verdict = board.execute('seat.lapse', place, system);
      if (verdict.kind === 'decided') lapses.factsCommitted(workshop, verdict.facts);
      return Promise.resolve();
    },
  });
  return { board, consortium, claims, passes, lapses, seat: () => board.consortium(consortium).seats[need] };
};

describe('claims on an open board', () => {
  test('end when their time is over, and not before', async () => {
    const { board, claims, passes, lapses, seat } = begun();
    lapses.boardOpened(workshop, board.doc);
    claims();

    await passes(claimDurationMs - 1);
    expect(seat()?.holder).toBe(nth(companyIds, 1));
    await passes(1);
    expect(seat()?.holder).toBeUndefined();
  });

  test('that were made long before somebody opened it end right away', async () => {
    const { board, claims, passes, lapses, seat } = begun();
    claims();
    board.advanceClock(2 * claimDurationMs);

    lapses.boardOpened(workshop, board.doc);
    await passes(0);

    expect(seat()?.holder).toBeUndefined();
  });

  test('of whoever moves up end in their turn', async () => {
    const { board, consortium, claims, passes, lapses, seat } = begun();
    lapses.boardOpened(workshop, board.doc);
    claims();
    board.execute('seat.standby', { consortium, need }, nth(companyPeople, 2));

    await passes(claimDurationMs);
    expect(seat()?.holder).toBe(nth(companyIds, 2));
    await passes(claimDurationMs);
    expect(seat()?.holder).toBeUndefined();
  });

  test('are let be once nobody has the board open, or the server drains', async () => {
    for (const stop of ['closed', 'drain'] as const) {
      const { board, claims, passes, lapses, seat } = begun();
      lapses.boardOpened(workshop, board.doc);
      claims();

      if (stop === 'drain') lapses.drain();
      else lapses.boardClosed(workshop);
      await passes(2 * claimDurationMs);

      expect(seat()?.holder).toBe(nth(companyIds, 1));
    }
  });

  test('that can not be ended leave the server running', async () => {
    const refused = vi.fn(() => Promise.reject(new Error('The disk is full')));
    const { board, claims, passes, lapses } = begun(refused);
    lapses.boardOpened(workshop, board.doc);
    claims();

    await passes(claimDurationMs);

    expect(refused).toHaveBeenCalledOnce();
  });
});
