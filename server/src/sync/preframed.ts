import { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** One unmasked binary message in one piece (RFC 6455, 5.2). */
const headerOf = (length: number): Buffer => {
  const isFinalBinary = 0x82;
  if (length < 126) return Buffer.of(isFinalBinary, length);
  if (length < 65_536) {
    const header = Buffer.of(isFinalBinary, 126, 0, 0);
    header.writeUInt16BE(length, 2);
    return header;
  }
  const header = Buffer.of(isFinalBinary, 127, 0, 0, 0, 0, 0, 0, 0, 0);
  header.writeUIntBE(length, 4, 6);
  return header;
};

/** A message as it goes over the wire: built once, whoever and how many it is for. */
export class Preframed {
  readonly bytes: Buffer;

  constructor(message: Uint8Array) {
    this.bytes = Buffer.concat([headerOf(message.length), message]);
  }
}

/**
 * The stream below a socket, for who has its bytes ready. `ws` would build a header, copy options and
 * write twice for each socket that the same message goes to.
 *
 * Nothing gets out of order: as long as a `ws` neither compresses nor is given Blobs, it keeps no
 * queue of its own, and each of its methods writes whole frames to this stream before it returns.
 * Whoever writes here asks for `readyState` first, as nothing may follow a close frame.
 */
export const streamBelow = (socket: WebSocket): Socket => {
  if ('_socket' in socket && socket._socket instanceof Socket) return socket._socket;
  throw new TypeError('ws keeps its stream elsewhere than it did: see what `WebSocket#_socket` has become');
};
