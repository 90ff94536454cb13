import { consortiaOn } from '@brygga/shared/agreements/board';
import type { Fact } from '@brygga/shared/agreements/facts';
import { type CardId, NeedId, type WorkshopId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import type { Log } from '../sync/room/dependencies.ts';

export interface SeatRef {
  readonly consortium: CardId;
  readonly need: NeedId;
}

/**
 * Expires unanswered claims on open boards. On a closed board they expire when it is next opened;
 * nobody can see the difference.
 */
export interface ClaimExpiry {
  boardOpened(workshop: WorkshopId, doc: Y.Doc): void;
  /** Call when the board has left memory. */
  boardClosed(workshop: WorkshopId): void;
  /** Call with the facts of each commit: a new claim may be the next to expire. */
  factsCommitted(workshop: WorkshopId, facts: readonly Fact[]): void;
  /** Begins no expiry from now on; resolves when none is going on. Rooms that close before would make it fail. */
  drain(): Promise<void>;
}

interface ClaimExpiryDeps {
  /** Frees the seat; resolves when that is on disk. */
  readonly expire: (workshop: WorkshopId, seat: SeatRef) => Promise<void>;
  readonly log: Log;
  readonly now?: () => number;
}

interface OpenBoard {
  readonly doc: Y.Doc;
  timer: NodeJS.Timeout | undefined;
}

export const createClaimExpiry = ({ expire, log, now = Date.now }: ClaimExpiryDeps): ClaimExpiry => {
  const boards = new Map<WorkshopId, OpenBoard>();
  const running = new Set<Promise<void>>();
  let draining = false;

  /** Sets the timer to the claim that expires next. */
  const schedule = (workshop: WorkshopId): void => {
    const board = boards.get(workshop);
    if (!board || draining) return;
    clearTimeout(board.timer);
    const [first] = pendingClaims(board.doc).toSorted((a, b) => a.until - b.until);
    if (!first) return;
    board.timer = setTimeout(() => start(workshop), Math.max(0, first.until - now()));
    board.timer.unref();
  };

  const start = (workshop: WorkshopId): void => {
    const expiry = expireDue(workshop).finally(() => running.delete(expiry));
    running.add(expiry);
  };

  const expireDue = async (workshop: WorkshopId): Promise<void> => {
    const board = boards.get(workshop);
    if (!board) return;
    const due = pendingClaims(board.doc).filter(({ until }) => until <= now());
    for (const { consortium, need } of due) {
      if (draining) return;
      try {
        await expire(workshop, { consortium, need });
      } catch (error) {
        // `seat.take` expires the claim too.
        log.error({ workshop, consortium, need, error }, 'a claim could not be expired');
        return;
      }
    }
    schedule(workshop);
  };

  return {
    boardOpened(workshop, doc) {
      // A failed room is replaced by another of the same board, without `boardClosed`.
      clearTimeout(boards.get(workshop)?.timer);
      boards.set(workshop, { doc, timer: undefined });
      schedule(workshop);
    },
    boardClosed(workshop) {
      clearTimeout(boards.get(workshop)?.timer);
      boards.delete(workshop);
    },
    factsCommitted(workshop, facts) {
      if (facts.some(({ fact }) => fact === 'seat.claimed')) schedule(workshop);
    },
    async drain() {
      draining = true;
      for (const { timer } of boards.values()) clearTimeout(timer);
      await Promise.all(running);
    },
  };
};

const pendingClaims = (doc: Y.Doc): readonly (SeatRef & { readonly until: number })[] =>
  consortiaOn(doc).flatMap(({ id, status, seats }) =>
    status === 'dissolved'
      ? []
      : Object.entries(seats).flatMap(([need, { state, until }]) =>
          state === 'claimed' && until !== undefined ? [{ consortium: id, need: NeedId.parse(need), until }] : [],
        ),
  );
