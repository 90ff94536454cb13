import { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { EncodedFrame } from './encodedFrame.ts';

/** One socket's way out. */
export interface SocketWriter {
  /** Bytes that the other side has not taken yet. */
  readonly backlogBytes: number;
  write(message: EncodedFrame): void;
  /** Runs once, when a backlog of more than a stream takes at once is gone. */
  onceDrained(then: () => void): void;
}

/**
 * The stream below a socket, for who has its bytes ready: `ws` would build a header, copy options and
 * write twice for each socket that the same message goes to.
 *
 * Nothing gets out of order: as long as a `ws` neither compresses nor is given Blobs, it keeps no
 * queue of its own, and each of its methods writes whole frames to this stream before it returns.
 */
class StreamSocketWriter implements SocketWriter {
  readonly #socket: WebSocket;
  readonly #stream: Socket;

  constructor(socket: WebSocket, stream: Socket) {
    this.#socket = socket;
    this.#stream = stream;
  }

  get backlogBytes(): number {
    return this.#stream.writableLength;
  }

  write({ bytes }: EncodedFrame): void {
    // Nothing may follow a close frame.
    if (this.#socket.readyState === this.#socket.OPEN) this.#stream.write(bytes);
  }

  onceDrained(then: () => void): void {
    this.#stream.once('drain', then);
  }
}

/** A socket that shows no stream below it is spoken to by its own means. */
class WebSocketWriter implements SocketWriter {
  readonly #socket: WebSocket;
  #onDrained: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  get backlogBytes(): number {
    return this.#socket.bufferedAmount;
  }

  write({ message }: EncodedFrame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(message, () => {
      if (this.backlogBytes === 0) for (const then of this.#onDrained.splice(0)) then();
    });
  }

  onceDrained(then: () => void): void {
    this.#onDrained.push(then);
  }
}

export const createSocketWriter = (socket: WebSocket): SocketWriter => {
  const stream = underlyingStream(socket);
  return stream ? new StreamSocketWriter(socket, stream) : new WebSocketWriter(socket);
};

/** `ws` has no public name for it. */
export const underlyingStream = (socket: WebSocket): Socket | undefined =>
  '_socket' in socket && socket._socket instanceof Socket ? socket._socket : undefined;
