import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Reader } from '../broadcast/broadcaster.ts';
import { keepAliveFrame } from '../transport/frames.ts';
import { limits } from '../transport/limits.ts';
import { EncodedFrame } from '../transport/encodedFrame.ts';
import type { Audience } from '../presence/presence.ts';
import { type SocketWriter, createSocketWriter } from '../transport/socketWriter.ts';

export interface OutboxSource {
  /** Hands over the answer to this state vector, as soon as all of it is on disk. */
  stateSince(vector: Uint8Array, then: (messages: readonly EncodedFrame[]) => void): void;
  allStatesFrame(): Uint8Array | undefined;
}

/**
 * What goes out on one socket. A reader that can't keep up never makes the server's memory grow:
 * beyond a limit its backlog stops, changes are left out, and once it has read what it was sent it
 * gets in one piece what it missed. Nobody else notices.
 */
export class Outbox implements Reader {
  readonly audience: Audience;
  readonly #socket: WebSocket;
  readonly #writer: SocketWriter;
  readonly #source: OutboxSource;
  /** True from the first answer to a SyncStep1 on, and not while changes are being left out. */
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

  /** Sends what is for this socket alone. */
  send(frame: Uint8Array): void {
    this.#write(new EncodedFrame(frame));
  }

  relayUpdate(message: EncodedFrame, before: ReadonlyMap<number, number>): void {
    if (!this.#isFlowing) return;
    if (this.#writer.backlogBytes <= limits.backlogBytesMax) return this.#write(message);
    this.requestState(Y.encodeStateVector(new Map(before)));
  }

  /** Answers a SyncStep1, at once or when the backlog is gone. */
  requestState(vector: Uint8Array): void {
    this.#isFlowing = false;
    this.#pendingVector = vector;
    this.#sendPendingState();
  }

  /** Presence is never queued: who has not read the last of it gets all of it later. */
  relayPresence(message: EncodedFrame): void {
    if (this.lagBytes > 0) {
      this.#missedPresence = true;
      return;
    }
    const all = this.#missedPresence ? this.#source.allStatesFrame() : undefined;
    this.#missedPresence = false;
    this.#write(message);
    if (all) this.send(all);
  }

  /** Everybody's presence, for who asks; who is slow gets it with the next that is told. */
  sendPresence(everybody: Uint8Array): void {
    if (this.lagBytes > 0) this.#missedPresence = true;
    else this.send(everybody);
  }

  /** Bytes that wait for a slow reader; 0 for one that keeps up. */
  get lagBytes(): number {
    const { backlogBytes } = this.#writer;
    return backlogBytes > limits.backlogResumeBytesMax ? backlogBytes : 0;
  }

  /** Says something where nothing was said since the last time. */
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

  /** A stream says that it has drained if it was ever filled to its mark, which lies no higher than ours. */
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
