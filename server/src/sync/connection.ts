import type { Person } from '@brygga/shared/rules/actor';
import { closeCodes, type CloseName } from '@brygga/shared/wire/closeCodes';
import { encodeNotice } from '@brygga/shared/wire/notices';
import type { RawData, WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Membership } from '../accounts/membership.ts';
import type { Admission } from './admission.ts';
import { closeSocket } from './closing.ts';
import { asksForAll, type Frame, MalformedFrame, readFrame, step1Frame } from './frames.ts';
import { Allowance, limits } from './limits.ts';
import type { Newcomers } from './newcomers.ts';
import { Outbox } from './outbox.ts';
import type { Log, Metrics } from './ports.ts';
import { type Speaker, speakerOf } from './presence/presence.ts';
import { Pulse } from './pulse.ts';
import { Review } from './review.ts';
import { type Room, RoomClosed } from './room.ts';
import type { Visitor } from './visitor.ts';
import type { Held, Rooms } from './rooms.ts';
import { Waiting } from './waiting.ts';
import { Writing } from './writing.ts';

export interface ConnectionOptions {
  readonly rooms: Rooms;
  readonly document: string;
  readonly membership: Membership;
  /** Whether this client has asked for notices. */
  readonly notices: boolean;
  /** When that runs out by the clock alone, where it does. */
  readonly until?: number | undefined;
  /** What let it in: asked again for as long as the socket lives. */
  readonly admit: () => Promise<Admission>;
  /** The session that it came with. */
  readonly session: string;
  /** `rooms.reviews` as it was before it was let in. */
  readonly asOf: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/**
 * One socket on one document. Whatever comes in over it can close it, and can do nothing else to
 * the room than the room allows.
 */
export class Connection implements Visitor {
  readonly #socket: WebSocket;
  readonly #options: ConnectionOptions;
  readonly #outbox: Outbox;
  readonly #speaker: Speaker;
  readonly #frames = new Allowance(limits.framesPerSecond, limits.framesAtOnce);
  readonly #bytes = new Allowance(limits.bytesPerSecond, limits.bytesAtOnce);
  readonly #states = new Allowance(limits.statesPerSecond, limits.statesAtOnce);
  /** What came before the room was open. */
  readonly #early = new Waiting();
  readonly #writing: Writing;
  readonly #review: Review;
  readonly #pulse: Pulse;
  /** Those with whom it waits for the room to be opened. */
  #newcomers: Newcomers | undefined;
  /** Has asked them for everything, instead of the room. */
  #hasAsked = false;
  #actor: Person;
  #inside: Held | undefined;
  #ended = false;

  constructor(socket: WebSocket, options: ConnectionOptions) {
    // First of all: an error that nobody listens to ends the process.
    socket.on('error', (error) => options.log.info({ err: error, document: options.document }, 'socket failed'));
    this.#socket = socket;
    this.#options = options;
    this.#actor = options.membership.actor;
    this.#speaker = speakerOf(options.membership.identity);
    this.#outbox = new Outbox(socket, options.notices ? 'ours' : 'stock', {
      stateSince: (vector, then) => {
        if (this.#room) this.#room.stateSince(vector, then);
        else this.#newcomers?.ask(this.#outbox, then);
      },
      everybody: () => this.#room?.presence.everybody(),
    });
    this.#writing = new Writing({
      outbox: this.#outbox,
      notices: options.notices,
      metrics: options.metrics,
      actor: () => this.#actor,
      ended: () => this.#ended,
      close: (name, reason) => this.close(name, reason),
    });
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', (code) => this.#end(code));
    this.#pulse = new Pulse({
      socket,
      lag: () => this.#outbox.lag,
      word: () => this.#outbox.word(),
      // The socket may come back, and tells where its person is when it does.
      silent: () => this.#room?.presence.leave(this.#speaker),
      lost: () => this.#giveUp(),
    });
    this.#review = new Review({
      until: options.until,
      ask: options.admit,
      answered: (admission) => this.#stand(admission),
      failed: (error) =>
        options.log.warn({ err: error, document: options.document }, 'rights could not be checked again'),
    });
    void this.#enter();
  }

  get person(): Person['id'] {
    return this.#actor.id;
  }

  get session(): string {
    return this.#options.session;
  }

  review(): void {
    this.#review.now();
  }

  close(name: CloseName, reason: string): void {
    if (this.#ended) return;
    this.#leave();
    closeSocket(this.#socket, name, reason);
  }

  get #room(): Room | undefined {
    return this.#inside?.room;
  }

  async #enter(): Promise<void> {
    const { rooms, document, log } = this.#options;
    let held: Held;
    try {
      held = await rooms.hold(document, (newcomers) => this.#wait(newcomers));
    } catch (error) {
      if (error instanceof RoomClosed) return this.close('restart', 'the server is restarting');
      log.error({ err: error, document }, 'document could not be opened');
      return this.close('overloaded', 'the board could not be opened, try again');
    }
    if (this.#ended) return held.release();
    this.#inside = held;
    this.#newcomers = undefined;
    // A row may have failed in the same turn: nobody may be shown a room that is ahead of the journal.
    const missed = this.#hasAsked && !held.room.readers.has(this.#outbox);
    if (held.room.closed || missed) return this.close('overloaded', 'the board is opened anew, try again');
    const { room } = held;
    room.enter(this, this.#outbox);
    // A right that was taken away while the socket came in was looked for before the socket could be found.
    if (rooms.reviews !== this.#options.asOf) this.review();
    this.#outbox.send(step1Frame(Y.encodeStateVector(room.doc)));
    const everybody = room.presence.everybody();
    if (everybody) this.#outbox.send(everybody);
    for (const bytes of this.#early.takeAll()) this.#handle(bytes);
  }

  #wait(newcomers: Newcomers): void {
    this.#newcomers = newcomers;
    newcomers.come(this.#outbox);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#ended) return;
    this.#pulse.sign();
    if (!isBinary) return this.close('malformed', 'text frames are not understood');
    const bytes = bytesOf(data);
    if (!this.#frames.take(1) || !this.#bytes.take(bytes.length)) return this.close('overloaded', 'too many messages');
    if (this.#room) this.#handle(bytes);
    else if (!this.#asksEarly(bytes) && !this.#early.add(bytes)) this.close('overloaded', 'too many messages');
  }

  /** Whether it is a newcomer's question, which needs no open room. */
  #asksEarly(bytes: Uint8Array): boolean {
    const newcomers = this.#newcomers;
    if (!newcomers || newcomers.isOver || this.#hasAsked) return false;
    newcomers.hasSome(this.#outbox);
    // A right may have been taken away since it was asked for: the room is entered with another look at it.
    if (!asksForAll(bytes) || this.#options.rooms.reviews !== this.#options.asOf) return false;
    this.#hasAsked = true;
    this.#outbox.owe(Y.encodeStateVector(new Map()));
    return true;
  }

  #handle(bytes: Uint8Array): void {
    if (this.#ended) return;
    try {
      this.#dispatch(readFrame(bytes));
    } catch (error) {
      if (error instanceof MalformedFrame) return this.close('malformed', error.message);
      if (!(error instanceof RoomClosed)) {
        this.#options.log.error({ err: error, document: this.#options.document }, 'frame could not be handled');
      }
      this.close('overloaded', 'this could not be taken, try again');
    }
  }

  #dispatch(frame: Frame): void {
    const room = this.#room;
    if (!room) return;
    switch (frame.is) {
      case 'step1':
        if (this.#states.take(1)) this.#outbox.owe(frame.vector);
        else this.close('overloaded', 'the whole board too often');
        return;
      case 'step2':
      case 'update':
        return this.#writing.write(room, frame.is, frame.update);
      case 'awareness':
        return room.presence.take(this.#speaker, frame.entries);
      case 'queryAwareness': {
        const everybody = room.presence.everybody();
        if (everybody) this.#outbox.all(everybody);
        return;
      }
      case 'notice':
        if (!this.#options.notices) throw new MalformedFrame('notices were not asked for');
        this.#outbox.send(encodeNotice({ is: 'clock', asked: frame.notice.asked, at: Date.now() }));
    }
  }

  /** The socket goes on with the right that its person has now, or ends. */
  #stand(admission: Admission): void {
    if (admission.is === 'closed') return this.close(admission.name, admission.reason);
    const { actor, identity } = admission.membership;
    this.#actor = actor;
    if (JSON.stringify(this.#speaker.identity) === JSON.stringify(identity)) return;
    this.#speaker.identity = identity;
    this.#room?.presence.renew(this.#speaker);
  }

  #leave(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#pulse.stop();
    this.#review.stop();
    this.#room?.presence.leave(this.#speaker);
    this.#newcomers?.leave(this.#outbox);
    this.#room?.leave(this, this.#outbox);
    this.#inside?.release();
  }

  /** Who doesn't read may still learn why; who isn't there any more is told nothing. */
  #giveUp(): void {
    if (this.#outbox.lag > 0) return this.close('overloaded', 'nothing of what was sent has been read for too long');
    this.#socket.terminate();
  }

  #end(code: number): void {
    this.#leave();
    this.#options.metrics.count('sockets_closed', { code: isOurs(code) ? String(code) : 'other' });
  }
}

/** A label for what we close with, so that a client cannot make up labels. */
const isOurs = (code: number): boolean => Object.values<number>(closeCodes).includes(code);

const bytesOf = (data: RawData): Uint8Array => {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  const buffer = Array.isArray(data) ? Buffer.concat(data) : data;
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
};
