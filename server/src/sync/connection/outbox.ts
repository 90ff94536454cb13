import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Reader } from '../broadcast/broadcaster.ts';
import { keepAliveFrame } from '../transport/frames.ts';
import { limits } from '../transport/limits.ts';
import { EncodedFrame } from '../transport/encodedFrame.ts';
import type { Audience } from '../presence/presence.ts';
import { type SocketWriter, createSocketWriter } from '../transport/socketWriter.ts';

export interface OutboxSource {
  /** Calls `then` with the answer to this state vector as soon as all of it is on disk. */
  stateSince(vector: Uint8Array, then: (messages: readonly EncodedFrame[]) => void): void;
  allStatesFrame(): Uint8Array | undefined;
}

/**
 * Sends to one socket. A slow reader never makes the server's memory grow: beyond a limit updates are
 * left out of its backlog, and once it has read the backlog it gets in one piece what it missed. Other
 * readers are not affected.
 */
export class Outbox implements Reader {
  readonly audience: Audience;
  readonly #socket: WebSocket;
  readonly #writer: SocketWriter;
  readonly #source: OutboxSource;
  /** Whether updates are relayed: from the first answer to a SyncStep1 on, except while updates are left out. */
  #isFlowing = false;
  #pendingVector: Uint8Array | undefined;
  #awaitsDrain = false;
  #missedPresence = false;
  #isQuiet = true;

  constructor(socket: WebSocket, audience: Audience, source: OutboxSource) {
    this.audience = audience;
    this.#socket = socket;
    this.#writer = createSocketWriter(socket);
    this.#source = source;
  }

  /** Sends a frame to this socket alone. */
  send(frame: Uint8Array): void {
    this.#write(new EncodedFrame(frame));
  }

  relayUpdate(message: EncodedFrame, before: ReadonlyMap<number, number>): void {
    if (!this.#isFlowing) return;
    if (this.#writer.backlogBytes <= limits.backlogBytesMax) return this.#write(message);
    this.requestState(Y.encodeStateVector(new Map(before)));
  }

  /** Answers a SyncStep1, at once or when the backlog has drained. */
  requestState(vector: Uint8Array): void {
    this.#isFlowing = false;
    this.#pendingVector = vector;
    this.#sendPendingState();
  }

  /** Presence is never queued: a slow reader gets all states later. */
  relayPresence(message: EncodedFrame): void {
    if (this.lagBytes > 0) {
      this.#missedPresence = true;
      return;
    }
    const allStates = this.#missedPresence ? this.#source.allStatesFrame() : undefined;
    this.#missedPresence = false;
    this.#write(message);
    if (allStates) this.send(allStates);
  }

  /** Sends all presence states on request; a slow reader gets them with the next change. */
  sendPresence(allStates: Uint8Array): void {
    if (this.lagBytes > 0) this.#missedPresence = true;
    else this.send(allStates);
  }

  /** Bytes that wait for a slow reader; 0 for one that keeps up. */
  get lagBytes(): number {
    const { backlogBytes } = this.#writer;
    return backlogBytes > limits.backlogResumeBytesMax ? backlogBytes : 0;
  }

  /** Sends an empty message if nothing was sent since the last call. */
  keepAlive(): void {
    if (this.#isQuiet) this.#write(encodedKeepAlive);
    this.#isQuiet = true;
  }

  #write(message: EncodedFrame): void {
    this.#isQuiet = false;
    this.#writer.write(message);
  }

  #sendPendingState(): void {
    const vector = this.#pendingVector;
    if (!vector || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.lagBytes > 0) return this.#awaitDrain();
    this.#pendingVector = undefined;
    this.#source.stateSince(vector, (messages) => {
      for (const message of messages) this.#write(message);
      this.#isFlowing = this.#pendingVector === undefined;
    });
  }

  /** A Node stream emits 'drain' only after it was filled to its high-water mark, which is below our backlog limit. */
  #awaitDrain(): void {
    if (this.#awaitsDrain) return;
    this.#awaitsDrain = true;
    this.#writer.onceDrained(() => {
      this.#awaitsDrain = false;
      this.#sendPendingState();
    });
  }
}

const encodedKeepAlive = new EncodedFrame(keepAliveFrame);
