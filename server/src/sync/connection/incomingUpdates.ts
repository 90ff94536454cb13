import type { Person } from '@brygga/shared/rules/actor';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import { encodeNotice } from '@brygga/shared/wire/notices';
import * as Y from 'yjs';
import { step1Frame } from '../transport/frames.ts';
import type { ReceivedUpdate } from '../guard/guard.ts';
import type { RefusedEdit } from '../guard/judge/refusals.ts';
import { TokenBucket, limits } from '../transport/limits.ts';
import type { Outbox } from './outbox.ts';
import type { Metrics } from '../room/dependencies.ts';
import type { Room } from '../room/room.ts';
import { BoundedFrameQueue } from '../transport/boundedFrameQueue.ts';

/** How often a first SyncStep2 may have gaps: a window can be caught between two messages of another window. */
const handshakeTriesMax = 3;
const missingDependency = 'update rests on what never came';

/** The socket that it is written through. */
export interface UpdateContext {
  readonly outbox: Outbox;
  /** Whether this client has asked for notices. */
  readonly wantsNotices: boolean;
  readonly metrics: Metrics;
  /** Who writes, with the right that they have now. */
  actor(): Person;
  isClosed(): boolean;
  close(name: CloseName, reason: string): void;
}

/**
 * What one socket writes into the document: first its SyncStep2, then what came before that, then
 * each update as it comes; and what it is told of it, that it is saved, or undone.
 */
export class IncomingUpdates {
  readonly #context: UpdateContext;
  readonly #refusalBucket = new TokenBucket(limits.refusalsPerSecondMax, limits.refusalsBurstMax);
  /** Updates that came before the client's SyncStep2, on which they may rest. */
  readonly #beforeHandshake = new BoundedFrameQueue();
  #handshake: 'not yet' | 'done' = 'not yet';
  #tries = 0;
  /** Document frames (SyncStep2 or update) so far, and how many of them the client has been told are saved. */
  #received = 0;
  #committed = 0;
  #reported = 0;

  constructor(pen: UpdateContext) {
    this.#context = pen;
  }

  receive(room: Room, is: 'step2' | 'update', update: Uint8Array): void {
    this.#received += 1;
    if (this.#handshake === 'done') {
      this.#apply(room, { kind: is, update }, () => this.#context.close('malformed', missingDependency));
    } else if (is === 'update') {
      if (!this.#beforeHandshake.add(update)) this.#context.close('overloaded', 'too much before the handshake');
      return;
    } else this.#completeHandshake(room, { kind: is, update });
    if (!this.#context.isClosed() && this.#handshake === 'done') this.#reportSaved(room, this.#received);
  }

  /** The client's own SyncStep2, and then what came before it. */
  #completeHandshake(room: Room, step2: ReceivedUpdate): void {
    this.#tries += 1;
    let isWhole = true;
    this.#apply(room, step2, () => (isWhole = false));
    if (!isWhole) {
      if (this.#tries >= handshakeTriesMax) return this.#context.close('malformed', missingDependency);
      return this.#context.outbox.send(step1Frame(Y.encodeStateVector(room.doc)));
    }
    this.#handshake = 'done';
    for (const each of this.#beforeHandshake.takeAll()) {
      this.#apply(room, { kind: 'update', update: each }, () => this.#context.close('malformed', missingDependency));
    }
  }

  #apply(room: Room, sent: ReceivedUpdate, onGap: () => void): void {
    if (this.#context.isClosed()) return;
    const taken = room.applyUpdate(sent, this.#context.actor(), this.#context.outbox);
    if (taken.kind === 'gap') onGap();
    else if (taken.kind === 'refused') this.#context.close(taken.close, taken.reason);
    else if (taken.refused.length > 0) this.#reportRefused(room, taken.refused);
  }

  /** The writer's own board heals by the same sync as all others; why, it hears beside it. */
  #reportRefused(room: Room, refused: readonly RefusedEdit[]): void {
    const { outbox, metrics, wantsNotices } = this.#context;
    for (const { undone } of refused) metrics.count('edits_undone', { reason: undone.reason });
    if (!this.#refusalBucket.take(refused.length)) {
      return this.#context.close('no-right', 'too much that may not be written here');
    }
    if (!wantsNotices) return;
    const undone = refused.slice(0, limits.refusalsPerNoticeMax).map((each) => each.undone);
    const notice = encodeNotice({ is: 'refused', undone, more: refused.length - undone.length });
    room.afterCommit(() => outbox.send(notice));
  }

  /** One notice tells of all frames that the same commit has saved. */
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
