import { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Preframed } from './preframed.ts';

/** One socket's way out. */
export interface Wire {
  /** Bytes that the other side has not taken yet. */
  readonly backlog: number;
  write(message: Preframed): void;
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
class StreamWire implements Wire {
  readonly #socket: WebSocket;
  readonly #stream: Socket;

  constructor(socket: WebSocket, stream: Socket) {
    this.#socket = socket;
    this.#stream = stream;
  }

  get backlog(): number {
    return this.#stream.writableLength;
  }

  write({ bytes }: Preframed): void {
    // Nothing may follow a close frame.
    if (this.#socket.readyState === this.#socket.OPEN) this.#stream.write(bytes);
  }

  onceDrained(then: () => void): void {
    this.#stream.once('drain', then);
  }
}

/** A socket that shows no stream below it is spoken to by its own means. */
class SocketWire implements Wire {
  readonly #socket: WebSocket;
  #onDrained: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  get backlog(): number {
    return this.#socket.bufferedAmount;
  }

  write({ message }: Preframed): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(message, () => {
      if (this.backlog === 0) for (const then of this.#onDrained.splice(0)) then();
    });
  }

  onceDrained(then: () => void): void {
    this.#onDrained.push(then);
  }
}

export const wireOf = (socket: WebSocket): Wire => {
  const stream = streamBelow(socket);
  return stream ? new StreamWire(socket, stream) : new SocketWire(socket);
};

/** `ws` has no public name for it. */
export const streamBelow = (socket: WebSocket): Socket | undefined =>
  '_socket' in socket && socket._socket instanceof Socket ? socket._socket : undefined;
