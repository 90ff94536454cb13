/** Header of an unmasked, unfragmented binary message (RFC 6455, 5.2). */
const frameHeader = (length: number): Buffer => {
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

/** A message with its WebSocket header, encoded once for all receivers. */
export class EncodedFrame {
  readonly bytes: Buffer;
  readonly #headerLength: number;

  constructor(message: Uint8Array) {
    const header = frameHeader(message.length);
    this.#headerLength = header.length;
    this.bytes = Buffer.concat([header, message]);
  }

  /** The message without its header. */
  get message(): Uint8Array {
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length).subarray(this.#headerLength);
  }
}
