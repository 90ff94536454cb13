import type { Person } from '@brygga/shared/rules/actor';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import { encodeNotice } from '@brygga/shared/wire/notices';
import * as Y from 'yjs';
import { step1Frame } from './frames.ts';
import type { Sent } from './guard/guard.ts';
import type { Refused } from './guard/refusals.ts';
import { Allowance, limits } from './limits.ts';
import type { Outbox } from './outbox.ts';
import type { Metrics } from './ports.ts';
import type { Room } from './room.ts';
import { Waiting } from './waiting.ts';

/** How often a first SyncStep2 may have gaps: a window can be caught between two messages of another window. */
const handshakeTries = 3;
const restsOnNothing = 'update rests on what never came';

/** The socket that it is written through. */
export interface Pen {
  readonly outbox: Outbox;
  /** Whether this client has asked for notices. */
  readonly notices: boolean;
  readonly metrics: Metrics;
  /** Who writes, with the right that they have now. */
  actor(): Person;
  ended(): boolean;
  close(name: CloseName, reason: string): void;
}

/**
 * What one socket writes into the document: first its SyncStep2, then what came before that, then
 * each update as it comes; and what it is told of it, that it is saved, or undone.
 */
export class Writing {
  readonly #pen: Pen;
  readonly #refusals = new Allowance(limits.refusalsPerSecond, limits.refusalsAtOnce);
  /** Updates that came before the client's SyncStep2, on which they may rest. */
  readonly #held = new Waiting();
  #shaken: 'not yet' | 'done' = 'not yet';
  #tries = 0;
  /** Document frames (SyncStep2 or update) so far, and how many of them the client has been told are saved. */
  #received = 0;
  #committed = 0;
  #told = 0;

  constructor(pen: Pen) {
    this.#pen = pen;
  }

  write(room: Room, is: 'step2' | 'update', update: Uint8Array): void {
    this.#received += 1;
    if (this.#shaken === 'done') {
      this.#take(room, { is, update }, () => this.#pen.close('malformed', restsOnNothing));
    } else if (is === 'update') {
      if (!this.#held.add(update)) this.#pen.close('overloaded', 'too much before the handshake');
      return;
    } else this.#shake(room, { is, update });
    if (!this.#pen.ended() && this.#shaken === 'done') this.#confirm(room, this.#received);
  }

  /** The client's own SyncStep2, and then what came before it. */
  #shake(room: Room, step2: Sent): void {
    this.#tries += 1;
    let isWhole = true;
    this.#take(room, step2, () => (isWhole = false));
    if (!isWhole) {
      if (this.#tries >= handshakeTries) return this.#pen.close('malformed', restsOnNothing);
      return this.#pen.outbox.send(step1Frame(Y.encodeStateVector(room.doc)));
    }
    this.#shaken = 'done';
    for (const each of this.#held.takeAll()) {
      this.#take(room, { is: 'update', update: each }, () => this.#pen.close('malformed', restsOnNothing));
    }
  }

  #take(room: Room, sent: Sent, onGap: () => void): void {
    if (this.#pen.ended()) return;
    const taken = room.take(sent, this.#pen.actor(), this.#pen.outbox);
    if (taken.is === 'gap') onGap();
    else if (taken.is === 'refused') this.#pen.close(taken.close, taken.reason);
    else if (taken.refused.length > 0) this.#tellRefused(room, taken.refused);
  }

  /** The writer's own board heals by the same sync as all others; why, it hears beside it. */
  #tellRefused(room: Room, refused: readonly Refused[]): void {
    const { outbox, metrics, notices } = this.#pen;
    for (const { undone } of refused) metrics.count('edits_undone', { reason: undone.reason });
    if (!this.#refusals.take(refused.length)) {
      return this.#pen.close('no-right', 'too much that may not be written here');
    }
    if (!notices) return;
    const undone = refused.slice(0, limits.refusalsTold).map((each) => each.undone);
    const notice = encodeNotice({ is: 'refused', undone, more: refused.length - undone.length });
    room.afterCommit(() => outbox.send(notice));
  }

  /** One notice tells of all frames that the same commit has saved. */
  #confirm(room: Room, frames: number): void {
    const { outbox, notices } = this.#pen;
    if (!notices) return;
    room.afterCommit(() => {
      this.#committed = frames;
      room.readers.behindFlush(() => {
        if (this.#told === this.#committed) return;
        this.#told = this.#committed;
        outbox.send(encodeNotice({ is: 'saved', frames: this.#told }));
      });
    });
  }
}
