import type { Person } from '@brygga/shared/rules/actor';
import { closeCodes, type CloseName } from '@brygga/shared/wire/closeCodes';
import { encodeNotice } from '@brygga/shared/wire/notices';
import type { RawData, WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Membership } from '../access/membership.ts';
import type { Admission } from '../access/admission.ts';
import { closeSocket } from '../transport/closeSocket.ts';
import { isEmptyStep1, type Frame, MalformedFrameError, readFrame, step1Frame } from '../transport/frames.ts';
import { TokenBucket, limits } from '../transport/limits.ts';
import type { EarlyJoiners } from '../room/earlyJoiners.ts';
import { Outbox } from './outbox.ts';
import type { Log, Metrics } from '../room/dependencies.ts';
import { type PresenceSource, createPresenceSource } from '../presence/presence.ts';
import { Heartbeat } from '../transport/heartbeat.ts';
import { AccessRecheck } from '../access/accessRecheck.ts';
import { type Room, RoomClosedError } from '../room/room.ts';
import type { RoomMember } from '../room/roomMember.ts';
import type { HeldRoom, Rooms } from '../room/rooms.ts';
import { BoundedFrameQueue } from '../transport/boundedFrameQueue.ts';
import { IncomingUpdates } from './incomingUpdates.ts';

export interface ConnectionOptions {
  readonly rooms: Rooms;
  readonly document: string;
  readonly membership: Membership;
  /** Whether this client has asked for notices. */
  readonly wantsNotices: boolean;
  /** When that runs out by the clock alone, where it does. */
  readonly expiresAt?: number | undefined;
  /** What let it in: asked again for as long as the socket lives. */
  readonly admit: () => Promise<Admission>;
  /** The session that it came with. */
  readonly session: string;
  /** `rooms.reviews` as it was before it was let in. */
  readonly accessEpoch: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * One socket on one document. Whatever comes in over it can close it, and can do nothing else to
 * the room than the room allows.
 */
export class Connection implements RoomMember {
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #outbox: Outbox;
  readonly #presenceSource: PresenceSource;
  readonly #frameBucket = new TokenBucket(limits.framesPerSecondMax, limits.framesBurstMax);
  readonly #byteBucket = new TokenBucket(limits.bytesPerSecondMax, limits.bytesBurstMax);
  readonly #stateBucket = new TokenBucket(limits.stateRequestsPerSecondMax, limits.stateRequestsBurstMax);
  /** What came before the room was open. */
  readonly #earlyFrames = new BoundedFrameQueue();
  readonly #incomingUpdates: IncomingUpdates;
  readonly #accessRecheck: AccessRecheck;
  readonly #heartbeat: Heartbeat;
  /** Those with whom it waits for the room to be opened. */
  #earlyJoiners: EarlyJoiners | undefined;
  /** Has asked them for everything, instead of the room. */
  #hasRequestedEarly = false;
  #actor: Person;
  #heldRoom: HeldRoom | undefined;
  #isClosed = false;

  constructor(socket: WebSocket, options: ConnectionOptions) {
    // First of all: an error that nobody listens to ends the process.
    socket.on('error', (error) => options.log.info({ err: error, document: options.document }, 'socket failed'));
    this.#socket = socket;
    this.#options = options;
    this.#actor = options.membership.actor;
    this.#presenceSource = createPresenceSource(options.membership.identity);
    this.#outbox = new Outbox(socket, options.wantsNotices ? 'ours' : 'stock', {
      stateSince: (vector, then) => {
        if (this.#room) this.#room.stateSince(vector, then);
        else this.#earlyJoiners?.requestState(this.#outbox, then);
      },
      allStatesFrame: () => this.#room?.presence.allStatesFrame(),
    });
    this.#incomingUpdates = new IncomingUpdates({
      outbox: this.#outbox,
      wantsNotices: options.wantsNotices,
      metrics: options.metrics,
      actor: () => this.#actor,
      isClosed: () => this.#isClosed,
      close: (name, reason) => this.close(name, reason),
    });
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', (code) => this.#onSocketClosed(code));
    this.#heartbeat = new Heartbeat({
      socket,
      lagBytes: () => this.#outbox.lagBytes,
      keepAlive: () => this.#outbox.keepAlive(),
      // The socket may come back, and tells where its person is when it does.
      onUnresponsive: () => this.#room?.presence.leave(this.#presenceSource),
      onDead: () => this.#closeDead(),
    });
    this.#accessRecheck = new AccessRecheck({
      expiresAt: options.expiresAt,
      admit: options.admit,
      onAdmission: (admission) => this.#applyAdmission(admission),
      onError: (error) =>
        options.log.warn({ err: error, document: options.document }, 'rights could not be checked again'),
    });
    void this.#joinRoom();
  }

  get person(): Person['id'] {
    return this.#actor.id;
  }

  get session(): string {
    return this.#options.session;
  }

  recheckAccess(): void {
    this.#accessRecheck.recheck();
  }

  close(name: CloseName, reason: string): void {
    if (this.#isClosed) return;
    this.#leave();
    closeSocket(this.#socket, name, reason);
  }

  get #room(): Room | undefined {
    return this.#heldRoom?.room;
  }

  async #joinRoom(): Promise<void> {
    const { rooms, document, log } = this.#options;
    let held: HeldRoom;
    try {
      held = await rooms.hold(document, (newcomers) => this.#joinEarly(newcomers));
    } catch (error) {
      if (error instanceof RoomClosedError) return this.close('restart', 'the server is restarting');
      log.error({ err: error, document }, 'document could not be opened');
      return this.close('overloaded', 'the board could not be opened, try again');
    }
    if (this.#isClosed) return held.release();
    this.#heldRoom = held;
    this.#earlyJoiners = undefined;
    // A row may have failed in the same turn: nobody may be shown a room that is ahead of the journal.
    const missed = this.#hasRequestedEarly && !held.room.broadcaster.has(this.#outbox);
    if (held.room.closed || missed) return this.close('overloaded', 'the board is opened anew, try again');
    const { room } = held;
    room.join(this, this.#outbox);
    // A right that was taken away while the socket came in was looked for before the socket could be found.
    if (rooms.accessEpoch !== this.#options.accessEpoch) this.recheckAccess();
    this.#outbox.send(step1Frame(Y.encodeStateVector(room.doc)));
    const everybody = room.presence.allStatesFrame();
    if (everybody) this.#outbox.send(everybody);
    for (const bytes of this.#earlyFrames.takeAll()) this.#handle(bytes);
  }

  #joinEarly(newcomers: EarlyJoiners): void {
    this.#earlyJoiners = newcomers;
    newcomers.add(this.#outbox);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#isClosed) return;
    this.#heartbeat.markAlive();
    if (!isBinary) return this.close('malformed', 'text frames are not understood');
    const bytes = toBytes(data);
    if (!this.#frameBucket.take(1) || !this.#byteBucket.take(bytes.length))
      return this.close('overloaded', 'too many messages');
    if (this.#room) this.#handle(bytes);
    else if (!this.#handleEarly(bytes) && !this.#earlyFrames.add(bytes)) this.close('overloaded', 'too many messages');
  }

  /** Whether it is a newcomer's question, which needs no open room. */
  #handleEarly(bytes: Uint8Array): boolean {
    const newcomers = this.#earlyJoiners;
    if (!newcomers || newcomers.isOver || this.#hasRequestedEarly) return false;
    newcomers.markHasState(this.#outbox);
    // A right may have been taken away since it was asked for: the room is entered with another look at it.
    if (!isEmptyStep1(bytes) || this.#options.rooms.accessEpoch !== this.#options.accessEpoch) return false;
    this.#hasRequestedEarly = true;
    this.#outbox.requestState(Y.encodeStateVector(new Map()));
    return true;
  }

  #handle(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    try {
      this.#dispatch(readFrame(bytes));
    } catch (error) {
      if (error instanceof MalformedFrameError) return this.close('malformed', error.message);
      if (!(error instanceof RoomClosedError)) {
        this.#options.log.error({ err: error, document: this.#options.document }, 'frame could not be handled');
      }
      this.close('overloaded', 'this could not be taken, try again');
    }
  }

  #dispatch(frame: Frame): void {
    const room = this.#room;
    if (!room) return;
    switch (frame.kind) {
      case 'step1':
        if (this.#stateBucket.take(1)) this.#outbox.requestState(frame.vector);
        else this.close('overloaded', 'the whole board too often');
        return;
      case 'step2':
      case 'update':
        return this.#incomingUpdates.receive(room, frame.kind, frame.update);
      case 'awareness':
        return room.presence.receive(this.#presenceSource, frame.entries);
      case 'queryAwareness': {
        const everybody = room.presence.allStatesFrame();
        if (everybody) this.#outbox.sendPresence(everybody);
        return;
      }
      case 'notice':
        if (!this.#options.wantsNotices) throw new MalformedFrameError('notices were not asked for');
        this.#outbox.send(encodeNotice({ is: 'clock', asked: frame.notice.asked, at: Date.now() }));
    }
  }

  /** The socket goes on with the right that its person has now, or ends. */
  #applyAdmission(admission: Admission): void {
    if (admission.kind === 'closed') return this.close(admission.name, admission.reason);
    const { actor, identity } = admission.membership;
    this.#actor = actor;
    if (JSON.stringify(this.#presenceSource.identity) === JSON.stringify(identity)) return;
    this.#presenceSource.identity = identity;
    this.#room?.presence.refreshIdentity(this.#presenceSource);
  }

  #leave(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#heartbeat.stop();
    this.#accessRecheck.stop();
    this.#room?.presence.leave(this.#presenceSource);
    this.#earlyJoiners?.remove(this.#outbox);
    this.#room?.leave(this, this.#outbox);
    this.#heldRoom?.release();
  }

  /** Who doesn't read may still learn why; who isn't there any more is told nothing. */
  #closeDead(): void {
    if (this.#outbox.lagBytes > 0)
      return this.close('overloaded', 'nothing of what was sent has been read for too long');
    this.#socket.terminate();
  }

  #onSocketClosed(code: number): void {
    this.#leave();
    this.#options.metrics.count('sockets_closed', { code: isKnownCloseCode(code) ? String(code) : 'other' });
  }
}

/** A label for what we close with, so that a client cannot make up labels. */
const isKnownCloseCode = (code: number): boolean => Object.values<number>(closeCodes).includes(code);

const toBytes = (data: RawData): Uint8Array => {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const buffer = Array.isArray(data) ? Buffer.concat(data) : data;
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
};
