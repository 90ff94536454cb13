import { updateFrame } from './frames.ts';
import { mergedUpdate } from './merging.ts';
import { mostGathered, restAfter } from './pace.ts';
import { Preframed } from './preframed.ts';
import type { Audience } from './presence/presence.ts';

/** Somebody who is shown the document as it changes. */
export interface Reader {
  /** Which form of presence it reads. */
  readonly audience: Audience;
  /**
   * @param message the same for all readers.
   * @param before what the document was before: who can't take the message now is caught up from here.
   */
  relay(message: Preframed, before: ReadonlyMap<number, number>): void;
  presence(message: Preframed): void;
}

/** Updates that go out together. */
interface Gathered {
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
export class Fanout {
  readonly #readers = new Set<Reader>();
  #gathered: Gathered | undefined;
  #behind: (() => void)[] = [];
  #isPlanned = false;
  #restsUntil = 0;
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
  relay(update: Uint8Array, before: ReadonlyMap<number, number>, from: Reader | undefined): void {
    if (this.#readers.size === 0) return;
    if (!this.#gathered) {
      this.#gathered = { updates: [update], before, from };
      return this.#plan();
    }
    this.#gathered.updates.push(update);
    if (this.#gathered.from !== from) this.#gathered.from = undefined;
    if (this.#gathered.updates.length >= mostGathered) this.flush();
  }

  /**
   * Runs behind the next flush. To write to one socket alone costs as much as to wake its reader, many
   * times a write among others: what is for one reader goes out with what is for all.
   */
  behindFlush(then: () => void): void {
    this.#behind.push(then);
    this.#plan();
  }

  /** Sends what has gathered, whatever the pace. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#isPlanned = false;
    const gathered = this.#gathered;
    this.#gathered = undefined;
    if (gathered) this.#send(gathered);
    for (const then of this.#behind.splice(0)) then();
  }

  presence(frame: Uint8Array, to: Audience): void {
    const message = new Preframed(frame);
    for (const reader of this.#readers) if (reader.audience === to) reader.presence(message);
  }

  audience(of: Audience): number {
    let count = 0;
    for (const reader of this.#readers) if (reader.audience === of) count += 1;
    return count;
  }

  #send({ updates, before, from }: Gathered): void {
    if (from && this.#readers.size === 1 && this.#readers.has(from)) return;
    const message = new Preframed(updateFrame(mergedUpdate(updates)));
    for (const reader of this.#readers) if (reader !== from) reader.relay(message, before);
    this.#restsUntil = performance.now() + restAfter(this.#readers.size);
  }

  /** Behind the other rows of the commit, whose promises resolve in this very turn, or when the rest is over. */
  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    const rest = this.#restsUntil - performance.now();
    if (rest <= 0) queueMicrotask(() => this.flush());
    else this.#timer = setTimeout(() => this.flush(), rest);
  }
}
