import * as Y from 'yjs';
import type { EarlyJoiners } from '../room/earlyJoiners.ts';
import type { Room } from '../room/room.ts';
import type { HeldRoom, Rooms } from '../room/rooms.ts';
import { BoundedFrameQueue } from '../transport/boundedFrameQueue.ts';
import { isEmptyStep1 } from '../transport/frames.ts';
import type { Outbox } from './outbox.ts';

interface RoomEntryDeps {
  readonly rooms: Rooms;
  readonly document: string;
  /** `rooms.accessEpoch` before the socket was admitted. */
  readonly accessEpoch: number;
  readonly outbox: Outbox;
}

/**
 * A socket's way into its room. While the room opens, frames are queued; the request of a client
 * without any state is answered early.
 */
export class RoomEntry {
  readonly #deps: RoomEntryDeps;
  readonly #frames = new BoundedFrameQueue();
  #earlyJoiners: EarlyJoiners | undefined;
  #hasRequestedEarly = false;

  constructor(deps: RoomEntryDeps) {
    this.#deps = deps;
  }

  /**
   * Waits until the room is open.
   *
   * @throws StorageError when the journal can't be read, RoomClosedError while the server drains.
   */
  async hold(): Promise<HeldRoom> {
    const { rooms, document, outbox } = this.#deps;
    const held = await rooms.hold(document, (earlyJoiners) => {
      this.#earlyJoiners = earlyJoiners;
      earlyJoiners.add(outbox);
    });
    this.#earlyJoiners = undefined;
    return held;
  }

  /** Handles a frame before the room is open. @returns false when too many frames wait. */
  receive(bytes: Uint8Array): boolean {
    return this.#requestEarly(bytes) || this.#frames.add(bytes);
  }

  /** For the outbox: the answer to an early request. */
  stateSince(then: Parameters<EarlyJoiners['requestState']>[1]): void {
    this.#earlyJoiners?.requestState(this.#deps.outbox, then);
  }

  /** Whether the client has missed no update of this room so far. */
  hasMissedNothing(room: Room): boolean {
    return !this.#hasRequestedEarly || room.broadcaster.has(this.#deps.outbox);
  }

  /** Whether access may have been revoked since the socket was admitted, before `recheckAccess` could find it. */
  get isAdmissionOutdated(): boolean {
    return this.#deps.rooms.accessEpoch !== this.#deps.accessEpoch;
  }

  takeFrames(): Uint8Array[] {
    return this.#frames.takeAll();
  }

  leave(): void {
    this.#earlyJoiners?.remove(this.#deps.outbox);
  }

  /** @returns whether the frame was a request that needs no open room. */
  #requestEarly(bytes: Uint8Array): boolean {
    const { outbox } = this.#deps;
    const earlyJoiners = this.#earlyJoiners;
    if (!earlyJoiners || earlyJoiners.isOver || this.#hasRequestedEarly) return false;
    earlyJoiners.markHasState(outbox);
    // An outdated admission is rechecked in the open room, before anything is sent.
    if (!isEmptyStep1(bytes) || this.isAdmissionOutdated) return false;
    this.#hasRequestedEarly = true;
    outbox.requestState(Y.encodeStateVector(new Map()));
    return true;
  }
}
