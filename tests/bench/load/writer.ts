import { now } from './clock.ts';
import { FrameLog } from './frameLog.ts';
import type { Protocol } from './protocol.ts';
import { type Address, RawSocket } from './rawSocket.ts';
import type { Script } from './script.ts';

/** Somebody who sends their script frame by frame, and keeps when each edit went and was called saved. */
export class Writer {
  readonly script: Script;
  readonly socket: RawSocket;
  readonly log = new FrameLog();
  /** When each edit was sent. */
  readonly sentAt: number[] = [];
  /** When the server acknowledged each edit. */
  readonly savedAt: number[] = [];
  readonly #protocol: Protocol;
  readonly #frames: readonly Buffer[];
  /** Document frames that went before the first edit. */
  #before = 1;
  #acknowledged = 0;

  constructor(protocol: Protocol, address: Address, script: Script) {
    this.#protocol = protocol;
    this.script = script;
    this.#frames = script.edits.map((edit) => protocol.update(edit));
    this.socket = new RawSocket(address, (frame) => this.#hear(frame));
  }

  async enter(): Promise<void> {
    await this.socket.opened;
    for (const frame of this.#protocol.hello()) this.socket.send(frame);
  }

  /** Sends an update before the edits begin. */
  prepare(update: Uint8Array): void {
    this.#before += 1;
    this.socket.send(this.#protocol.update(update));
  }

  /** Sends the next edit of the script. */
  write(): void {
    const frame = this.#frames[this.sentAt.length];
    if (!frame) return;
    this.sentAt.push(now());
    this.socket.send(frame);
  }

  #hear(frame: Uint8Array): void {
    const received = this.#protocol.read(frame);
    this.log.append(now(), frame);
    if (received.kind === 'acknowledged') return this.#save(this.#acknowledged + 1);
    if (received.kind !== 'notice') return;
    const notice: { is: string; frames?: number } = JSON.parse(received.json);
    if (notice.is === 'saved' && notice.frames !== undefined) this.#save(notice.frames);
  }

  /** @param frames how many of the socket's document frames are acknowledged now. */
  #save(frames: number): void {
    this.#acknowledged = frames;
    const at = now();
    while (this.savedAt.length < Math.min(frames - this.#before, this.sentAt.length)) this.savedAt.push(at);
  }
}
