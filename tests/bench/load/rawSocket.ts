import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
const readBytes = 16 * 1024;
const endOfHead = '\r\n\r\n';

/** A whole frame as a client sends it: masked, as real clients do, since unmasking is work for the server. */
export const clientFrame = (payload: Uint8Array, opcode: number = opcodes.binary): Buffer => {
  const { length } = payload;
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(2 + lengthBytes + 4 + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2);
  if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  mask.copy(frame, 2 + lengthBytes);
  const start = 6 + lengthBytes;
  for (let index = 0; index < length; index += 1) frame[start + index] = (payload[index] ?? 0) ^ (mask[index & 3] ?? 0);
  return frame;
};

/** Where a socket goes. */
export interface Address {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * A WebSocket that does next to nothing: it finds the ends of frames and hands them on. Hundreds of
 * them fit beside the server that they measure. Everything is read into one buffer of its own.
 */
export class RawSocket {
  /** Resolves when the upgrade is through; rejects when it is not. */
  readonly opened: Promise<void>;
  /** Resolves with the close code, or with 1006 when the connection just ended. */
  readonly closed: Promise<number>;
  frames = 0;
  bytes = 0;
  isOpen = false;
  readonly #socket: Socket;
  readonly #onFrame: (payload: Uint8Array) => void;
  #head = '';
  /** The beginning of a frame's head. */
  #carried: Buffer | undefined;
  /** A frame whose length is known, and which has not come whole. */
  #begun: { readonly bytes: Buffer; readonly head: number; readonly total: number; filled: number } | undefined;
  #closeCode = 1006;
  #closeReason = 'the connection ended';
  #reading = true;

  /** @param onFrame the payload is valid during the call alone. */
  constructor({ port, path, headers }: Address, onFrame: (payload: Uint8Array) => void) {
    this.#onFrame = onFrame;
    const opened = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<number>();
    this.opened = opened.promise;
    this.closed = closed.promise;
    // Whoever is interested awaits it; a crowd that is torn down is not.
    this.opened.catch(() => undefined);
    const open = () => {
      this.isOpen = true;
      opened.resolve();
    };
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafeSlow(readBytes),
        callback: (count, buffer) => {
          this.#read(Buffer.from(buffer.buffer, buffer.byteOffset, count), open);
          return this.#reading;
        },
      },
    });
    this.#socket.once('connect', () => this.#socket.write(upgradeRequest(path, headers)));
    // 'close' follows, and tells those who wait.
    this.#socket.on('error', () => undefined);
    this.#socket.once('close', () => {
      this.isOpen = false;
      opened.reject(new Error(`The upgrade of ${path} failed: ${this.#head.split('\r\n')[0] || 'no answer'}`));
      closed.resolve(this.#closeCode);
    });
  }

  /** Why it was closed, for people. */
  get closedWith(): string {
    return `${this.#closeCode} ${this.#closeReason}`;
  }

  /** @param frame made by `clientFrame`. */
  send(frame: Buffer): void {
    if (this.isOpen) this.#socket.write(frame);
  }

  /** Reads no more, as a client whose machine has stalled. */
  stall(): void {
    this.#reading = false;
    this.#socket.pause();
  }

  /** Goes without a word, as a lost connection does. */
  destroy(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer, open: () => void): void {
    if (this.isOpen) return this.#readFrames(chunk);
    this.#head += chunk.toString('latin1');
    const end = this.#head.indexOf(endOfHead);
    if (end < 0) return;
    if (!this.#head.startsWith('HTTP/1.1 101')) return void this.#socket.destroy();
    open();
    const rest = Buffer.from(this.#head.slice(end + endOfHead.length), 'latin1');
    if (rest.length > 0) this.#readFrames(rest);
  }

  #readFrames(chunk: Buffer): void {
    this.bytes += chunk.length;
    let rest = this.#fill(chunk);
    while (rest.length > 0) {
      const size = frameSize(rest);
      if (size === undefined) {
        this.#carried = Buffer.from(rest);
        return;
      }
      if (size.total > rest.length) {
        const bytes = Buffer.allocUnsafe(size.total);
        this.#begun = { ...size, bytes, filled: rest.copy(bytes) };
        return;
      }
      this.#handle(rest[0] ?? 0, rest.subarray(size.head, size.total));
      rest = rest.subarray(size.total);
    }
  }

  /** Goes on with what the last chunk has begun; gives what lies behind it. */
  #fill(chunk: Buffer): Buffer {
    if (this.#carried) {
      const whole = Buffer.concat([this.#carried, chunk]);
      this.#carried = undefined;
      return whole;
    }
    const begun = this.#begun;
    if (!begun) return chunk;
    const copied = chunk.copy(begun.bytes, begun.filled);
    begun.filled += copied;
    if (begun.filled < begun.total) return chunk.subarray(copied);
    this.#begun = undefined;
    this.#handle(begun.bytes[0] ?? 0, begun.bytes.subarray(begun.head));
    return chunk.subarray(copied);
  }

  #handle(first: number, payload: Buffer): void {
    switch (first & 0x0f) {
      case opcodes.ping:
        return this.send(clientFrame(payload, opcodes.pong));
      case opcodes.close:
        this.#closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
        this.#closeReason = payload.toString('utf8', 2);
        this.#socket.end(clientFrame(payload, opcodes.close));
        return;
      case opcodes.binary:
      case opcodes.text:
        this.frames += 1;
        return this.#onFrame(payload);
    }
  }
}

/** How long the frame at the start of these bytes is, or undefined when its head is cut off. */
const frameSize = (bytes: Buffer): { readonly head: number; readonly total: number } | undefined => {
  const short = (bytes[1] ?? 0) & 0x7f;
  if (bytes.length < 2) return undefined;
  if (short < 126) return { head: 2, total: 2 + short };
  if (short === 126) return bytes.length < 4 ? undefined : { head: 4, total: 4 + bytes.readUInt16BE(2) };
  return bytes.length < 10 ? undefined : { head: 10, total: 10 + Number(bytes.readBigUInt64BE(2)) };
};

const upgradeRequest = (path: string, headers: Readonly<Record<string, string>>): string =>
  [
    `GET ${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: Upgrade',
    'Upgrade: websocket',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Version: 13',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    '',
  ].join('\r\n');
