import { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { EncodedFrame } from './encodedFrame.ts';

/** Writes encoded frames to one socket. */
export interface SocketWriter {
  /** Bytes written that the network has not taken yet. */
  readonly backlogBytes: number;
  write(message: EncodedFrame): void;
  /** Runs `then` once the backlog is gone; only to be called while it exceeds the stream's high-water mark. */
  onceDrained(then: () => void): void;
}

/**
 * Writes to the stream below a `ws` socket, since the frame is encoded already: `ws` would build a
 * header, copy options and write twice for each receiver of the same message.
 *
 * The order is kept: as long as `ws` neither compresses nor sends Blobs, it has no queue of its own,
 * and each of its methods writes whole frames to this stream before it returns.
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
    // No frame may follow a close frame.
    if (this.#socket.readyState === this.#socket.OPEN) this.#stream.write(bytes);
  }

  onceDrained(then: () => void): void {
    this.#stream.once('drain', then);
  }
}

/** For a socket whose stream can't be reached. */
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

/** `ws` has no public property for it. */
export const underlyingStream = (socket: WebSocket): Socket | undefined =>
  '_socket' in socket && socket._socket instanceof Socket ? socket._socket : undefined;
