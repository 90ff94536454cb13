import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import type { WebSocket } from 'ws';

export interface ClientEnd {
  read(message: Uint8Array): void;
  closed(code: number): void;
}

const closeFrame = 0x88;
/** So low that a story comes to the end of it. */
const writableHighWaterMark = 200;

/** A stream whose other end reads when it is told to; until then what was written waits in it, and counts. */
class QueueStream extends Socket {
  readonly #written: { readonly frame: Buffer; readonly taken: () => void }[] = [];

  constructor() {
    // Node hands `writableHighWaterMark` on to the stream, though the type of its options lacks it.
    const options = { allowHalfOpen: false, writableHighWaterMark };
    super(options);
  }

  override _write(frame: Buffer, _encoding: string, taken: () => void): void {
    this.#written.push({ frame, taken });
  }

  override _writev(frames: readonly { readonly chunk: Buffer }[], taken: () => void): void {
    const last = frames.length - 1;
    for (const [at, { chunk }] of frames.entries()) {
      this.#written.push({ frame: chunk, taken: at === last ? taken : () => undefined });
    }
  }

  /** The frame that has waited longest. */
  next(): Buffer | undefined {
    const first = this.#written.shift();
    first?.taken();
    return first?.frame;
  }
}

/**
 * The server's end of a connection that is two queues. Nothing moves by itself: what either end has
 * sent arrives when the story delivers it. It speaks as `ws` does, as far as the server uses it.
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

  /** As the server takes it. */
  get asWebSocket(): WebSocket {
    // What the server calls of a `ws`, and no more of it, is here.
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

  /** The client sends something. */
  fromClient(message: Uint8Array): void {
    this.#up.push(message.slice());
  }

  /** The server reads what the client has sent, up to so many messages. */
  deliverUp(most = Infinity): void {
    for (const message of this.#up.splice(0, most)) {
      if (this.#state !== 'closed') this.emit('message', Buffer.from(message), true);
    }
  }

  /** The client reads what the server has sent, up to so many messages. */
  deliverDown(most = Infinity): void {
    for (let left = most; left > 0 && this.#state !== 'closed'; left -= 1) {
      const frame = this._socket.next();
      if (!frame) return;
      if (frame[0] === closeFrame) return this.#end(frame.readUInt16BE(2));
      this.#client.read(new Uint8Array(framePayload(frame)));
    }
  }

  /** The network goes: what is under way in either direction is lost. */
  cut(): void {
    this.#end(1006);
  }

  /** Whether something is under way. */
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

/** What comes after a header of RFC 6455, of a server's frame. */
const framePayload = (frame: Buffer): Buffer => {
  const length = frame[1] ?? 0;
  return frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10);
};
