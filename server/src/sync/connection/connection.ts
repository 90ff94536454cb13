import type { Person } from '@brygga/shared/rules/actor';
import { closeCodes, type CloseName } from '@brygga/shared/wire/closeCodes';
import { encodeNotice } from '@brygga/shared/wire/notices';
import type { RawData, WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Membership } from '../access/membership.ts';
import type { Admission } from '../access/admission.ts';
import { closeSocket } from '../transport/closeSocket.ts';
import { type Frame, MalformedFrameError, readFrame, step1Frame } from '../transport/frames.ts';
import { limits } from '../transport/limits.ts';
import { TokenBucket } from '../transport/tokenBucket.ts';
import { Outbox } from './outbox.ts';
import type { Log, Metrics } from '../room/dependencies.ts';
import { type PresenceSource, createPresenceSource } from '../presence/presence.ts';
import { Heartbeat } from '../transport/heartbeat.ts';
import { AccessRecheck } from '../access/accessRecheck.ts';
import { type Room, RoomClosedError } from '../room/room.ts';
import type { RoomMember } from '../room/roomMember.ts';
import type { HeldRoom, Rooms } from '../room/rooms.ts';
import { IncomingUpdates } from './incomingUpdates.ts';
import { RoomEntry } from './roomEntry.ts';

export interface ConnectionOptions {
  readonly rooms: Rooms;
  readonly document: string;
  readonly membership: Membership;
  /** Whether the client has asked for notices. */
  readonly wantsNotices: boolean;
  /** When the admission expires, if it does; milliseconds since 1970. */
  readonly expiresAt?: number | undefined;
  readonly admit: () => Promise<Admission>;
  /** The session of the request that opened the socket. */
  readonly session: string;
  /** `rooms.accessEpoch` before the socket was admitted. */
  readonly accessEpoch: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** One socket on one document: checks and dispatches its frames. Whatever comes in can at most close this socket. */
export class Connection implements RoomMember {
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #outbox: Outbox;
  readonly #presenceSource: PresenceSource;
  readonly #frameBucket = new TokenBucket(limits.framesPerSecondMax, limits.framesBurstMax);
  readonly #byteBucket = new TokenBucket(limits.bytesPerSecondMax, limits.bytesBurstMax);
  readonly #stateBucket = new TokenBucket(limits.stateRequestsPerSecondMax, limits.stateRequestsBurstMax);
  readonly #incomingUpdates: IncomingUpdates;
  readonly #accessRecheck: AccessRecheck;
  readonly #heartbeat: Heartbeat;
  readonly #entry: RoomEntry;
  #actor: Person;
  #heldRoom: HeldRoom | undefined;
  #isClosed = false;

  constructor(socket: WebSocket, options: ConnectionOptions) {
    // First, since an 'error' event without a listener ends the process.
    socket.on('error', (error) => options.log.info({ err: error, document: options.document }, 'socket failed'));
    this.#socket = socket;
    this.#options = options;
    this.#actor = options.membership.actor;
    this.#presenceSource = createPresenceSource(options.membership.identity);
    this.#outbox = new Outbox(socket, options.wantsNotices ? 'ours' : 'stock', {
      stateSince: (vector, then) => {
        if (this.#room) this.#room.stateSince(vector, then);
        else this.#entry.stateSince(then);
      },
      allStatesFrame: () => this.#room?.presence.allStatesFrame(),
    });
    this.#entry = new RoomEntry({
      rooms: options.rooms,
      document: options.document,
      accessEpoch: options.accessEpoch,
      outbox: this.#outbox,
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
      // A socket that comes back sends its presence again.
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
    const { document, log } = this.#options;
    let held: HeldRoom;
    try {
      held = await this.#entry.hold();
    } catch (error) {
      if (error instanceof RoomClosedError) return this.close('restart', 'the server is restarting');
      log.error({ err: error, document }, 'document could not be opened');
      return this.close('overloaded', 'the board could not be opened, try again');
    }
    if (this.#isClosed) return held.release();
    this.#heldRoom = held;
    const { room } = held;
    // A row may have failed in this same turn: nobody may see a room that is ahead of the journal.
    if (room.closed || !this.#entry.hasMissedNothing(room)) {
      return this.close('overloaded', 'the board is opened anew, try again');
    }
    room.join(this, this.#outbox);
    if (this.#entry.isAdmissionOutdated) this.recheckAccess();
    this.#outbox.send(step1Frame(Y.encodeStateVector(room.doc)));
    const allStates = room.presence.allStatesFrame();
    if (allStates) this.#outbox.send(allStates);
    for (const bytes of this.#entry.takeFrames()) this.#handle(bytes);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#isClosed) return;
    this.#heartbeat.markAlive();
    if (!isBinary) return this.close('malformed', 'text frames are not understood');
    const bytes = toBytes(data);
    if (!this.#frameBucket.take(1) || !this.#byteBucket.take(bytes.length))
      return this.close('overloaded', 'too many messages');
    if (this.#room) this.#handle(bytes);
    else if (!this.#entry.receive(bytes)) this.close('overloaded', 'too many messages');
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
        const allStates = room.presence.allStatesFrame();
        if (allStates) this.#outbox.sendPresence(allStates);
        return;
      }
      case 'notice':
        if (!this.#options.wantsNotices) throw new MalformedFrameError('notices were not asked for');
        this.#outbox.send(encodeNotice({ is: 'clock', asked: frame.notice.asked, at: Date.now() }));
    }
  }

  /** Goes on with the person's present rights, or closes. */
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
    this.#entry.leave();
    this.#room?.leave(this, this.#outbox);
    this.#heldRoom?.release();
  }

  /** A client that only reads nothing may still get the reason; a silent one gets no close frame. */
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

/** Other codes get one label, so that clients cannot create labels of the metric. */
const isKnownCloseCode = (code: number): boolean => Object.values<number>(closeCodes).includes(code);

const toBytes = (data: RawData): Uint8Array => {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const buffer = Array.isArray(data) ? Buffer.concat(data) : data;
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
};
