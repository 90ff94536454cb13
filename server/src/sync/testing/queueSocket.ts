import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import type { WebSocket } from 'ws';

export interface ClientEnd {
  read(message: Uint8Array): void;
  closed(code: number): void;
}

const closeFrame = 0x88;
/** Low enough for a story to reach it. */
const writableHighWaterMark = 200;

/** A stream whose other end reads only on demand; until then its writes count as buffered. */
class QueueStream extends Socket {
  readonly #written: { readonly frame: Buffer; readonly done: () => void }[] = [];

  constructor() {
    // Node hands `writableHighWaterMark` on to the stream, though the type of its options lacks it.
    const options = { allowHalfOpen: false, writableHighWaterMark };
    super(options);
  }

  override _write(frame: Buffer, _encoding: string, done: () => void): void {
    this.#written.push({ frame, done });
  }

  override _writev(frames: readonly { readonly chunk: Buffer }[], done: () => void): void {
    const last = frames.length - 1;
    for (const [index, { chunk }] of frames.entries()) {
      this.#written.push({ frame: chunk, done: index === last ? done : () => undefined });
    }
  }

  /** The oldest frame. */
  next(): Buffer | undefined {
    const first = this.#written.shift();
    first?.done();
    return first?.frame;
  }
}

/**
 * The server's end of a connection made of two queues: what either end has sent arrives only when the
 * story delivers it. Has the part of `ws`'s interface that the server uses.
 */
export class QueueSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly _socket = new QueueStream();
  readonly #up: Uint8Array[] = [];
  readonly #client: ClientEnd;
  #state: 'open' | 'closing' | 'closed' = 'open';

  constructor(client: ClientEnd) {
    super();
    this.#client = client;
  }

  get asWebSocket(): WebSocket {
    // Only the members that the server uses are here.
    return this as unknown as WebSocket;
  }

  get readyState(): number {
    return this.#state === 'open' ? this.OPEN : this.OPEN + 1;
  }

  close(code: number): void {
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    this._socket.write(Buffer.of(closeFrame, 2, code >> 8, code & 0xff));
  }

  terminate(): void {
    this.cut();
  }

  ping(): void {
    this.emit('pong');
  }

  /** Queues a message of the client. */
  fromClient(message: Uint8Array): void {
    this.#up.push(message.slice());
  }

  /** Lets the server read up to this many messages of the client. */
  deliverUp(countMax = Infinity): void {
    for (const message of this.#up.splice(0, countMax)) {
      if (this.#state !== 'closed') this.emit('message', Buffer.from(message), true);
    }
  }

  /** Lets the client read up to this many messages of the server. */
  deliverDown(countMax = Infinity): void {
    for (let left = countMax; left > 0 && this.#state !== 'closed'; left -= 1) {
      const frame = this._socket.next();
      if (!frame) return;
      if (frame[0] === closeFrame) return this.#end(frame.readUInt16BE(2));
      this.#client.read(new Uint8Array(framePayload(frame)));
    }
  }

  /** Breaks the connection; undelivered messages of both ends are lost. */
  cut(): void {
    this.#end(1006);
  }

  /** Whether a message is undelivered. */
  get isBusy(): boolean {
    return this.#state !== 'closed' && this.#up.length + this._socket.writableLength > 0;
  }

  #end(code: number): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#up.length = 0;
    this._socket.destroy();
    this.emit('close', code);
    this.#client.closed(code);
  }
}

/** The payload of a server's frame (RFC 6455). */
const framePayload = (frame: Buffer): Buffer => {
  const length = frame[1] ?? 0;
  return frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10);
};
