import { updateFrame } from '../transport/frames.ts';
import { mergeUpdates } from './mergeUpdates.ts';
import { batchedUpdatesMax, flushCooldownFor } from './broadcastInterval.ts';
import { EncodedFrame } from '../transport/encodedFrame.ts';
import type { Audience } from '../presence/presence.ts';

/** Somebody who is shown the document as it changes. */
export interface Reader {
  /** Which form of presence it reads. */
  readonly audience: Audience;
  /**
   * @param message the same for all readers.
   * @param before what the document was before: who can't take the message now is caught up from here.
   */
  relayUpdate(message: EncodedFrame, before: ReadonlyMap<number, number>): void;
  relayPresence(message: EncodedFrame): void;
}

/** Updates that go out together. */
interface Batch {
  readonly updates: Uint8Array[];
  /** What the document was before the first of them. */
  readonly before: ReadonlyMap<number, number>;
  /** Who wrote all of them; undefined where that is several, or the server. */
  from: Reader | undefined;
}

/**
 * A room's readers. What goes out is framed once, and the same bytes are handed to all. A quiet room
 * waits for nothing: all that one commit has saved goes out at the end of the turn, as one update.
 * A busy one rests between two flushes, longer the more readers it has.
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

  /** To all but the one that the change came from, whose own document has it already. */
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
   * Runs behind the next flush. To write to one socket alone costs as much as to wake its reader, many
   * times a write among others: what is for one reader goes out with what is for all.
   */
  afterFlush(then: () => void): void {
    this.#afterFlush.push(then);
    this.#planFlush();
  }

  /** Sends what has gathered, whatever the pace. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#isFlushPlanned = false;
    const gathered = this.#batch;
    this.#batch = undefined;
    if (gathered) this.#send(gathered);
    for (const then of this.#afterFlush.splice(0)) then();
  }

  broadcastPresence(frame: Uint8Array, to: Audience): void {
    const message = new EncodedFrame(frame);
    for (const reader of this.#readers) if (reader.audience === to) reader.relayPresence(message);
  }

  audienceSize(of: Audience): number {
    let count = 0;
    for (const reader of this.#readers) if (reader.audience === of) count += 1;
    return count;
  }

  #send({ updates, before, from }: Batch): void {
    if (from && this.#readers.size === 1 && this.#readers.has(from)) return;
    const message = new EncodedFrame(updateFrame(mergeUpdates(updates)));
    for (const reader of this.#readers) if (reader !== from) reader.relayUpdate(message, before);
    this.#cooldownEndsAtMs = performance.now() + flushCooldownFor(this.#readers.size);
  }

  /** Behind the other rows of the commit, whose promises resolve in this very turn, or when the rest is over. */
  #planFlush(): void {
    if (this.#isFlushPlanned) return;
    this.#isFlushPlanned = true;
    const rest = this.#cooldownEndsAtMs - performance.now();
    if (rest <= 0) queueMicrotask(() => this.flush());
    else this.#timer = setTimeout(() => this.flush(), rest);
  }
}
