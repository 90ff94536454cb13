import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Reader } from './fanout.ts';
import { stillHereFrame } from './frames.ts';
import { limits } from './limits.ts';
import { Preframed } from './preframed.ts';
import type { Audience } from './presence/presence.ts';
import { type Wire, wireOf } from './wire.ts';

export interface OutboxSource {
  /** Hands over the answer to this state vector, as soon as all of it is on disk. */
  stateSince(vector: Uint8Array, then: (messages: readonly Preframed[]) => void): void;
  everybody(): Uint8Array | undefined;
}

/**
 * What goes out on one socket. A reader that can't keep up never makes the server's memory grow:
 * beyond a limit its backlog stops, changes are left out, and once it has read what it was sent it
 * gets in one piece what it missed. Nobody else notices.
 */
export class Outbox implements Reader {
  readonly audience: Audience;
  readonly #socket: WebSocket;
  readonly #wire: Wire;
  readonly #source: OutboxSource;
  /** True from the first answer to a SyncStep1 on, and not while changes are being left out. */
  #flowing = false;
  #owed: Uint8Array | undefined;
  #awaitsDrain = false;
  #missedPresence = false;
  #quiet = true;

  constructor(socket: WebSocket, audience: Audience, source: OutboxSource) {
    this.audience = audience;
    this.#socket = socket;
    this.#wire = wireOf(socket);
    this.#source = source;
  }

  /** Sends what is for this socket alone. */
  send(frame: Uint8Array): void {
    this.#write(new Preframed(frame));
  }

  relay(message: Preframed, before: ReadonlyMap<number, number>): void {
    if (!this.#flowing) return;
    if (this.#wire.backlog <= limits.backlogBytes) return this.#write(message);
    this.owe(Y.encodeStateVector(new Map(before)));
  }

  /** Answers a SyncStep1, at once or when the backlog is gone. */
  owe(vector: Uint8Array): void {
    this.#flowing = false;
    this.#owed = vector;
    this.#settle();
  }

  /** Presence is never queued: who has not read the last of it gets all of it later. */
  presence(message: Preframed): void {
    if (this.lag > 0) {
      this.#missedPresence = true;
      return;
    }
    const all = this.#missedPresence ? this.#source.everybody() : undefined;
    this.#missedPresence = false;
    this.#write(message);
    if (all) this.send(all);
  }

  /** Everybody's presence, for who asks; who is slow gets it with the next that is told. */
  all(everybody: Uint8Array): void {
    if (this.lag > 0) this.#missedPresence = true;
    else this.send(everybody);
  }

  /** Bytes that wait for a slow reader; 0 for one that keeps up. */
  get lag(): number {
    const { backlog } = this.#wire;
    return backlog > limits.backlogDoneBytes ? backlog : 0;
  }

  /** Says something where nothing was said since the last time. */
  word(): void {
    if (this.#quiet) this.#write(stillHere);
    this.#quiet = true;
  }

  #write(message: Preframed): void {
    this.#quiet = false;
    this.#wire.write(message);
  }

  #settle(): void {
    const vector = this.#owed;
    if (!vector || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.lag > 0) return this.#awaitDrain();
    this.#owed = undefined;
    this.#source.stateSince(vector, (messages) => {
      for (const message of messages) this.#write(message);
      this.#flowing = this.#owed === undefined;
    });
  }

  /** A stream says that it has drained if it was ever filled to its mark, which lies no higher than ours. */
  #awaitDrain(): void {
    if (this.#awaitsDrain) return;
    this.#awaitsDrain = true;
    this.#wire.onceDrained(() => {
      this.#awaitsDrain = false;
      this.#settle();
    });
  }
}

const stillHere = new Preframed(stillHereFrame);
