import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Reader } from './fanout.ts';
import { step2Frame, stillHereFrame } from './frames.ts';
import { limits } from './limits.ts';
import type { Audience } from './presence/presence.ts';

export interface OutboxSource {
  /** Hands over what the document has beyond this state vector, as soon as all of it is on disk. */
  stateSince(vector: Uint8Array, then: (update: Uint8Array) => void): void;
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
  readonly #source: OutboxSource;
  /** True from the first answer to a SyncStep1 on, and not while changes are being left out. */
  #flowing = false;
  #owed: Uint8Array | undefined;
  #missedPresence = false;
  #quiet = true;

  constructor(socket: WebSocket, audience: Audience, source: OutboxSource) {
    this.audience = audience;
    this.#socket = socket;
    this.#source = source;
  }

  send(frame: Uint8Array): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#quiet = false;
    this.#socket.send(frame, () => this.#settle());
  }

  relay(frame: Uint8Array, before: ReadonlyMap<number, number>): void {
    if (!this.#flowing) return;
    if (this.#socket.bufferedAmount <= limits.backlogBytes) return this.send(frame);
    this.#flowing = false;
    this.#owed = Y.encodeStateVector(new Map(before));
  }

  /** Answers a SyncStep1, at once or when the backlog is gone. */
  owe(vector: Uint8Array): void {
    this.#flowing = false;
    this.#owed = vector;
    this.#settle();
  }

  /** Presence is never queued: who has not read the last of it gets all of it later. */
  presence(frame: Uint8Array): void {
    if (this.#socket.bufferedAmount > limits.backlogDoneBytes) {
      this.#missedPresence = true;
      return;
    }
    const all = this.#missedPresence ? this.#source.everybody() : undefined;
    this.#missedPresence = false;
    this.send(frame);
    if (all) this.send(all);
  }

  /** Says something where nothing was said since the last beat. */
  beat(): void {
    if (this.#quiet) this.send(stillHereFrame);
    this.#quiet = true;
  }

  #settle(): void {
    const vector = this.#owed;
    if (!vector || this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > limits.backlogDoneBytes) return;
    this.#owed = undefined;
    this.#source.stateSince(vector, (update) => {
      this.send(step2Frame(update));
      this.#flowing = this.#owed === undefined;
    });
  }
}
