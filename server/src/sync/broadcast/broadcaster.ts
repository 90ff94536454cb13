import { updateFrame } from '../transport/frames.ts';
import { mergeUpdates } from './mergeUpdates.ts';
import { batchedUpdatesMax, flushCooldownFor } from './broadcastInterval.ts';
import { EncodedFrame } from '../transport/encodedFrame.ts';
import type { Audience } from '../presence/presence.ts';

/** Receives a room's updates and presence. */
export interface Reader {
  /** The form of presence that it understands. */
  readonly audience: Audience;
  /**
   * @param message the same for all readers.
   * @param before the state before the update: a reader that can't take the message now catches up from here.
   */
  relayUpdate(message: EncodedFrame, before: ReadonlyMap<number, number>): void;
  relayPresence(message: EncodedFrame): void;
}

/** Updates of one flush. */
interface Batch {
  readonly updates: Uint8Array[];
  /** The state before the first update. */
  readonly before: ReadonlyMap<number, number>;
  /** The reader that wrote all of them; undefined for several writers or the server. */
  from: Reader | undefined;
}

/**
 * Sends a room's updates to its readers. Each update is framed once and the same bytes go to every
 * reader. An idle room flushes at the end of the turn in which a commit resolved; a busy room waits
 * between flushes, longer the more readers it has.
 */
export class Broadcaster {
  readonly #readers = new Set<Reader>();
  #batch: Batch | undefined;
  #afterFlush: (() => void)[] = [];
  #isFlushPlanned = false;
  #cooldownEndsAtMs = 0;
  #timer: NodeJS.Timeout | undefined;

  get size(): number {
    return this.#readers.size;
  }

  add(reader: Reader): void {
    this.#readers.add(reader);
  }

  delete(reader: Reader): void {
    this.#readers.delete(reader);
  }

  has(reader: Reader): boolean {
    return this.#readers.has(reader);
  }

  /** @param from the writer, who has the update already; undefined where everybody needs it. */
  broadcastUpdate(update: Uint8Array, before: ReadonlyMap<number, number>, from: Reader | undefined): void {
    if (this.#readers.size === 0) return;
    if (!this.#batch) {
      this.#batch = { updates: [update], before, from };
      return this.#planFlush();
    }
    this.#batch.updates.push(update);
    if (this.#batch.from !== from) this.#batch.from = undefined;
    if (this.#batch.updates.length >= batchedUpdatesMax) this.flush();
  }

  /**
   * Runs `then` after the next flush, so that a message for one socket shares a write with the
   * broadcast: a write on its own wakes the reader, which costs many times as much.
   */
  afterFlush(then: () => void): void {
    this.#afterFlush.push(then);
    this.#planFlush();
  }

  /** Sends the pending batch now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#isFlushPlanned = false;
    const batch = this.#batch;
    this.#batch = undefined;
    if (batch) this.#send(batch);
    for (const then of this.#afterFlush.splice(0)) then();
  }

  broadcastPresence(frame: Uint8Array, audience: Audience): void {
    const message = new EncodedFrame(frame);
    for (const reader of this.#readers) if (reader.audience === audience) reader.relayPresence(message);
  }

  audienceSize(audience: Audience): number {
    let count = 0;
    for (const reader of this.#readers) if (reader.audience === audience) count += 1;
    return count;
  }

  #send({ updates, before, from }: Batch): void {
    if (from && this.#readers.size === 1 && this.#readers.has(from)) return;
    const message = new EncodedFrame(updateFrame(mergeUpdates(updates)));
    for (const reader of this.#readers) if (reader !== from) reader.relayUpdate(message, before);
    this.#cooldownEndsAtMs = performance.now() + flushCooldownFor(this.#readers.size);
  }

  /** As a microtask, after the other rows of the commit, whose promises resolve in the same turn; or when the cooldown ends. */
  #planFlush(): void {
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    const cooldownMs = this.#cooldownEndsAtMs - performance.now();
    if (cooldownMs <= 0) queueMicrotask(() => this.flush());
    else this.#timer = setTimeout(() => this.flush(), cooldownMs);
  }
}
