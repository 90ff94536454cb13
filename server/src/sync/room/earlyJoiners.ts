import { setTimeout } from 'node:timers/promises';
import type { Reader } from '../broadcast/broadcaster.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';
import { type InitialState, emptyStep2 } from '../broadcast/stateCache.ts';

/** Somebody who waits for a document to be opened. */
export interface EarlyJoiner extends Reader {
  /** Bytes that wait for a slow reader; 0 for one that keeps up. */
  readonly lagBytes: number;
}

type SendState = (messages: readonly EncodedFrame[]) => void;

/** What is behind those who have been let in; a room is. */
interface JoinableRoom {
  readonly broadcaster: { add(reader: Reader): void };
  stateSince(vector: Uint8Array, then: SendState): void;
}

/** A smaller document is open sooner than anybody could be answered. */
const largeDocumentBytesMin = 64 * 1024;
/** How long a large one waits for those who have come, to hear what they have and to be rid of the answers. */
const drainChecksMax = 20;
const drainCheckMs = 1;
const emptyStateVector = Uint8Array.of(0);

/**
 * Those who come while a document is read into memory, which keeps the whole thread busy. Who has
 * nothing yet needs none of that: they are sent what the journal holds, byte by byte, before it
 * begins. All of that is on disk, and it is all there is, since only an open room takes changes.
 * They are readers of the room from its first moment, so they miss nothing that follows.
 */
export class EarlyJoiners {
  /** Who has not said yet what they have. */
  readonly #undecided = new Set<EarlyJoiner>();
  readonly #requests = new Map<EarlyJoiner, SendState>();
  readonly #answered = new Set<EarlyJoiner>();
  #initialState: InitialState | undefined;
  #isOver = false;

  get isOver(): boolean {
    return this.#isOver;
  }

  add(newcomer: EarlyJoiner): void {
    if (!this.#isOver) this.#undecided.add(newcomer);
  }

  /** Has something already: the open room will have to answer. */
  markHasState(newcomer: EarlyJoiner): void {
    this.#undecided.delete(newcomer);
  }

  remove(newcomer: EarlyJoiner): void {
    this.#undecided.delete(newcomer);
    this.#requests.delete(newcomer);
    this.#answered.delete(newcomer);
  }

  /** Asks for everything, as long as it isn't the open room that must be asked. */
  requestState(newcomer: EarlyJoiner, then: SendState): void {
    this.#undecided.delete(newcomer);
    this.#requests.set(newcomer, then);
    this.#sendPending();
  }

  /** Resolves when whoever is here has got the answer, or need not be waited for. */
  async sendInitialState(beginning: InitialState): Promise<void> {
    this.#initialState = beginning;
    this.#sendPending();
    if (beginning.bytes < largeDocumentBytesMin) return;
    for (let look = 0; look < drainChecksMax && this.#isBusy(); look += 1) await setTimeout(drainCheckMs);
  }

  /** The document is open. */
  joinRoom(room: JoinableRoom): void {
    this.#isOver = true;
    for (const newcomer of this.#answered) room.broadcaster.add(newcomer);
    for (const [newcomer, then] of this.#requests) {
      room.broadcaster.add(newcomer);
      room.stateSince(emptyStateVector, then);
    }
    for (const all of [this.#undecided, this.#requests, this.#answered]) all.clear();
    this.#initialState = undefined;
  }

  #sendPending(): void {
    if (this.#requests.size === 0) return;
    const messages = this.#initialState?.messages;
    if (!messages) return;
    for (const [newcomer, then] of this.#requests) {
      this.#answered.add(newcomer);
      then([...messages, emptyStep2]);
    }
    this.#requests.clear();
  }

  #isBusy(): boolean {
    return this.#undecided.size > 0 || [...this.#answered].some(({ lagBytes }) => lagBytes > 0);
  }
}
