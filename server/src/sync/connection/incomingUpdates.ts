import type { Person } from '@brygga/shared/rules/actor';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import { encodeNotice } from '@brygga/shared/wire/notices';
import * as Y from 'yjs';
import { step1Frame } from '../transport/frames.ts';
import type { ReceivedUpdate } from '../guard/guard.ts';
import type { RevertedEdit } from '../guard/judge/revertedEdits.ts';
import { limits } from '../transport/limits.ts';
import { TokenBucket } from '../transport/tokenBucket.ts';
import type { Outbox } from './outbox.ts';
import type { Metrics } from '../room/dependencies.ts';
import type { Room } from '../room/room.ts';
import { BoundedFrameQueue } from '../transport/boundedFrameQueue.ts';

/** A first SyncStep2 may have gaps this often: the browser window can be between two messages of another window. */
const handshakeTriesMax = 3;
const missingDependency = 'update rests on what never came';

/** The socket that sends the updates. */
export interface UpdateContext {
  readonly outbox: Outbox;
  /** Whether the client has asked for notices. */
  readonly wantsNotices: boolean;
  readonly metrics: Metrics;
  /** The writer with their present rights. */
  actor(): Person;
  isClosed(): boolean;
  close(name: CloseName, reason: string): void;
}

/**
 * Applies what one socket sends: its SyncStep2 first, then updates queued before that, then each update
 * as it arrives. Reports back what was saved and what was reverted.
 */
export class IncomingUpdates {
  readonly #context: UpdateContext;
  readonly #revertBucket = new TokenBucket(limits.revertsPerSecondMax, limits.revertsBurstMax);
  /** Updates received before the client's SyncStep2, on which they may rest. */
  readonly #queuedUpdates = new BoundedFrameQueue();
  #isHandshakeDone = false;
  #handshakeTries = 0;
  /** Counts of document frames (SyncStep2 or update): received, on disk, and reported to the client as saved. */
  #received = 0;
  #committed = 0;
  #reported = 0;

  constructor(context: UpdateContext) {
    this.#context = context;
  }

  receive(room: Room, kind: ReceivedUpdate['kind'], update: Uint8Array): void {
    this.#received += 1;
    if (this.#isHandshakeDone) {
      this.#apply(room, { kind, update }, () => this.#context.close('malformed', missingDependency));
    } else if (kind === 'update') {
      if (!this.#queuedUpdates.add(update)) this.#context.close('overloaded', 'too much before the handshake');
      return;
    } else this.#completeHandshake(room, { kind, update });
    if (!this.#context.isClosed() && this.#isHandshakeDone) this.#reportSaved(room, this.#received);
  }

  /** Applies the client's SyncStep2 and then the queued updates. */
  #completeHandshake(room: Room, step2: ReceivedUpdate): void {
    this.#handshakeTries += 1;
    let hasGap = false;
    this.#apply(room, step2, () => (hasGap = true));
    if (hasGap) {
      if (this.#handshakeTries >= handshakeTriesMax) return this.#context.close('malformed', missingDependency);
      return this.#context.outbox.send(step1Frame(Y.encodeStateVector(room.doc)));
    }
    this.#isHandshakeDone = true;
    for (const update of this.#queuedUpdates.takeAll()) {
      // SyncStep2 was made after them and contains them: their deletions are repeated, not new.
      this.#apply(room, { kind: 'step2', update }, () => this.#context.close('malformed', missingDependency));
    }
  }

  #apply(room: Room, received: ReceivedUpdate, onGap: () => void): void {
    if (this.#context.isClosed()) return;
    const outcome = room.applyUpdate(received, this.#context.actor(), this.#context.outbox);
    if (outcome.kind === 'gap') onGap();
    else if (outcome.kind === 'rejected') this.#context.close(outcome.close, outcome.reason);
    else if (outcome.reverted.length > 0) this.#reportReverted(room, outcome.reverted);
  }

  /** The writer's own document is corrected by the normal sync; the notice only gives the reasons. */
  #reportReverted(room: Room, reverted: readonly RevertedEdit[]): void {
    const { outbox, metrics, wantsNotices } = this.#context;
    for (const { change } of reverted) metrics.count('edits_undone', { reason: change.reason });
    if (!this.#revertBucket.take(reverted.length)) {
      return this.#context.close('no-right', 'too much that may not be written here');
    }
    if (!wantsNotices) return;
    const undone = reverted.slice(0, limits.revertsPerNoticeMax).map((edit) => edit.change);
    const notice = encodeNotice({ is: 'refused', undone, more: reverted.length - undone.length });
    room.afterCommit(() => outbox.send(notice));
  }

  /** Sends one notice for all frames that the same commit has saved. */
  #reportSaved(room: Room, frames: number): void {
    const { outbox, wantsNotices } = this.#context;
    if (!wantsNotices) return;
    room.afterCommit(() => {
      this.#committed = frames;
      room.broadcaster.afterFlush(() => {
        if (this.#reported === this.#committed) return;
        this.#reported = this.#committed;
        outbox.send(encodeNotice({ is: 'saved', frames: this.#reported }));
      });
    });
  }
}
