import { setTimeout } from 'node:timers/promises';
import type { Reader } from '../broadcast/broadcaster.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';
import { type InitialState, emptyStep2 } from '../broadcast/stateCache.ts';

/** A client that connects while its document is being loaded. */
export interface EarlyJoiner extends Reader {
  /** Bytes that wait for a slow reader; 0 for one that keeps up. */
  readonly lagBytes: number;
}

type SendState = (messages: readonly EncodedFrame[]) => void;

/** The part of a `Room` that joiners are handed over to. */
interface JoinableRoom {
  readonly broadcaster: { add(reader: Reader): void };
  stateSince(vector: Uint8Array, then: SendState): void;
}

/** A smaller document is open before anybody could be answered. */
const largeDocumentBytesMin = 64 * 1024;
/**
 * Parsing a large document blocks the thread: before that, wait up to this many times `drainCheckMs`
 * for joiners to send their first frame and to drain the answer.
 */
const drainChecksMax = 20;
const drainCheckMs = 1;
const emptyStateVector = Uint8Array.of(0);

/**
 * Clients that connect while the document is being loaded. A client with an empty state vector is sent
 * the journal's bytes directly, before Yjs parses them: everything in the journal is on disk, and no
 * update can be accepted until the room is open. Such clients are members of the room from its first
 * moment, so they miss no later update.
 */
export class EarlyJoiners {
  /** Have not sent their first frame yet. */
  readonly #undecided = new Set<EarlyJoiner>();
  readonly #requests = new Map<EarlyJoiner, SendState>();
  readonly #answered = new Set<EarlyJoiner>();
  #initialState: InitialState | undefined;
  #isOver = false;

  get isOver(): boolean {
    return this.#isOver;
  }

  add(joiner: EarlyJoiner): void {
    if (!this.#isOver) this.#undecided.add(joiner);
  }

  /** The client has state already: the open room will answer it. */
  markHasState(joiner: EarlyJoiner): void {
    this.#undecided.delete(joiner);
  }

  remove(joiner: EarlyJoiner): void {
    this.#undecided.delete(joiner);
    this.#requests.delete(joiner);
    this.#answered.delete(joiner);
  }

  /** Requests the whole document; not to be called once `isOver`. */
  requestState(joiner: EarlyJoiner, then: SendState): void {
    this.#undecided.delete(joiner);
    this.#requests.set(joiner, then);
    this.#sendPending();
  }

  /** Resolves when all joiners are answered and have drained the answer, or have been waited for long enough. */
  async sendInitialState(initialState: InitialState): Promise<void> {
    this.#initialState = initialState;
    this.#sendPending();
    if (initialState.bytes < largeDocumentBytesMin) return;
    for (let check = 0; check < drainChecksMax && this.#isBusy(); check += 1) await setTimeout(drainCheckMs);
  }

  /** Hands all joiners over to the open room. */
  joinRoom(room: JoinableRoom): void {
    this.#isOver = true;
    for (const joiner of this.#answered) room.broadcaster.add(joiner);
    for (const [joiner, then] of this.#requests) {
      room.broadcaster.add(joiner);
      room.stateSince(emptyStateVector, then);
    }
    for (const joiners of [this.#undecided, this.#requests, this.#answered]) joiners.clear();
    this.#initialState = undefined;
  }

  #sendPending(): void {
    if (this.#requests.size === 0) return;
    const messages = this.#initialState?.messages;
    if (!messages) return;
    for (const [joiner, then] of this.#requests) {
      this.#answered.add(joiner);
      then([...messages, emptyStep2]);
    }
    this.#requests.clear();
  }

  #isBusy(): boolean {
    return this.#undecided.size > 0 || [...this.#answered].some(({ lagBytes }) => lagBytes > 0);
  }
}
