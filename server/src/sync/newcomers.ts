import { setTimeout } from 'node:timers/promises';
import type { Reader } from './fanout.ts';
import type { Preframed } from './preframed.ts';
import { type Beginning, endOfAnswer } from './states.ts';

/** Somebody who waits for a document to be opened. */
export interface Newcomer extends Reader {
  /** Bytes that wait for a slow reader; 0 for one that keeps up. */
  readonly lag: number;
}

type Then = (messages: readonly Preframed[]) => void;

/** What is behind those who have been let in; a room is. */
interface Room {
  readonly readers: { add(reader: Reader): void };
  stateSince(vector: Uint8Array, then: Then): void;
}

/** A smaller document is open sooner than anybody could be answered. */
const largeBytes = 64 * 1024;
/** How long a large one waits for those who have come, to hear what they have and to be rid of the answers. */
const looks = 20;
const lookEveryMs = 1;
const nothingYet = Uint8Array.of(0);

/**
 * Those who come while a document is read into memory, which keeps the whole thread busy. Who has
 * nothing yet needs none of that: they are sent what the journal holds, byte by byte, before it
 * begins. All of that is on disk, and it is all there is, since only an open room takes changes.
 * They are readers of the room from its first moment, so they miss nothing that follows.
 */
export class Newcomers {
  /** Who has not said yet what they have. */
  readonly #silent = new Set<Newcomer>();
  readonly #asking = new Map<Newcomer, Then>();
  readonly #answered = new Set<Newcomer>();
  #beginning: Beginning | undefined;
  #isOver = false;

  get isOver(): boolean {
    return this.#isOver;
  }

  come(newcomer: Newcomer): void {
    if (!this.#isOver) this.#silent.add(newcomer);
  }

  /** Has something already: the open room will have to answer. */
  hasSome(newcomer: Newcomer): void {
    this.#silent.delete(newcomer);
  }

  leave(newcomer: Newcomer): void {
    this.#silent.delete(newcomer);
    this.#asking.delete(newcomer);
    this.#answered.delete(newcomer);
  }

  /** Asks for everything, as long as it isn't the open room that must be asked. */
  ask(newcomer: Newcomer, then: Then): void {
    this.#silent.delete(newcomer);
    this.#asking.set(newcomer, then);
    this.#answer();
  }

  /** Resolves when whoever is here has got the answer, or need not be waited for. */
  async answer(beginning: Beginning): Promise<void> {
    this.#beginning = beginning;
    this.#answer();
    if (beginning.bytes < largeBytes) return;
    for (let look = 0; look < looks && this.#isBusy(); look += 1) await setTimeout(lookEveryMs);
  }

  /** The document is open. */
  enter(room: Room): void {
    this.#isOver = true;
    for (const newcomer of this.#answered) room.readers.add(newcomer);
    for (const [newcomer, then] of this.#asking) {
      room.readers.add(newcomer);
      room.stateSince(nothingYet, then);
    }
    for (const all of [this.#silent, this.#asking, this.#answered]) all.clear();
    this.#beginning = undefined;
  }

  #answer(): void {
    if (this.#asking.size === 0) return;
    const messages = this.#beginning?.messages;
    if (!messages) return;
    for (const [newcomer, then] of this.#asking) {
      this.#answered.add(newcomer);
      then([...messages, endOfAnswer]);
    }
    this.#asking.clear();
  }

  #isBusy(): boolean {
    return this.#silent.size > 0 || [...this.#answered].some(({ lag }) => lag > 0);
  }
}
