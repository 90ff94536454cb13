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
 * Ends claims that nobody has answered in time, on boards that are open. A claim on a board that
 * nobody looks at ends when somebody opens it: nobody can tell the difference.
 */
export interface ClaimExpiry {
  /** A board has been opened. */
  boardOpened(workshop: WorkshopId, doc: Y.Doc): void;
  /** A board is no longer in memory. */
  boardClosed(workshop: WorkshopId): void;
  /** Hears of what was settled on a board. */
  factsCommitted(workshop: WorkshopId, facts: readonly Fact[]): void;
  /** Ends nothing any more. */
  drain(): void;
}

interface ClaimExpiryDeps {
  /** Decides it, and has it saved. */
  readonly expire: (workshop: WorkshopId, place: SeatRef) => Promise<void>;
  readonly log: Log;
  readonly now?: () => number;
}

interface OpenBoard {
  readonly doc: Y.Doc;
  timer: NodeJS.Timeout | undefined;
}

export const createClaimExpiry = ({ expire, log, now = Date.now }: ClaimExpiryDeps): ClaimExpiry => {
  const boards = new Map<WorkshopId, OpenBoard>();
  let draining = false;

  /** Waits for the claim that runs out next. */
  const wait = (workshop: WorkshopId): void => {
    const watched = boards.get(workshop);
    if (!watched || draining) return;
    clearTimeout(watched.timer);
    const [first] = pendingClaims(watched.doc).toSorted((a, b) => a.until - b.until);
    if (!first) return;
    watched.timer = setTimeout(() => void end(workshop), Math.max(0, first.until - now()));
    watched.timer.unref();
  };

  const end = async (workshop: WorkshopId): Promise<void> => {
    const watched = boards.get(workshop);
    if (!watched) return;
    const due = pendingClaims(watched.doc).filter(({ until }) => until <= now());
    for (const { consortium, need } of due) {
      try {
        await expire(workshop, { consortium, need });
      } catch (error) {
        // The seat can be taken all the same: whoever asks for it ends the claim.
        log.error({ workshop, consortium, need, error }, 'a claim that ran out was not ended');
        return;
      }
    }
    wait(workshop);
  };

  return {
    boardOpened(workshop, doc) {
      // A room that failed is followed by another of the same board.
      clearTimeout(boards.get(workshop)?.timer);
      boards.set(workshop, { doc, timer: undefined });
      wait(workshop);
    },
    boardClosed(workshop) {
      clearTimeout(boards.get(workshop)?.timer);
      boards.delete(workshop);
    },
    factsCommitted(workshop, facts) {
      if (facts.some(({ fact }) => fact === 'seat.claimed')) wait(workshop);
    },
    drain() {
      draining = true;
      for (const { timer } of boards.values()) clearTimeout(timer);
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
