const headBytes = 12;

/** Frames with the time of their arrival, in one growing buffer: keeping them costs one copy of their bytes. */
export class FrameLog {
  #bytes = Buffer.allocUnsafeSlow(4 * 1024);
  #length = 0;

  append(at: number, frame: Uint8Array): void {
    const end = this.#length + headBytes + frame.length;
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#bytes.writeUInt32LE(frame.length, this.#length);
    this.#bytes.writeDoubleLE(at, this.#length + 4);
    this.#bytes.set(frame, this.#length + headBytes);
    this.#length = end;
  }

  clear(): void {
    this.#length = 0;
  }

  /** What it gives is valid until the next `append`. */
  *[Symbol.iterator](): Generator<{ readonly at: number; readonly frame: Buffer }> {
    let position = 0;
    while (position < this.#length) {
      const length = this.#bytes.readUInt32LE(position);
      const start = position + headBytes;
      yield { at: this.#bytes.readDoubleLE(position + 4), frame: this.#bytes.subarray(start, start + length) };
      position = start + length;
    }
  }
}
