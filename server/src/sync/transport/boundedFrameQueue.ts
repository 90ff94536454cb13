import { limits } from './limits.ts';

/** Frames that wait, up to a number and a size. */
export class BoundedFrameQueue {
  #frames: Uint8Array[] = [];
  #bytes = 0;

  /** @returns false when the queue is full. */
  add(frame: Uint8Array): boolean {
    if (this.#frames.length >= limits.queuedFramesMax || this.#bytes + frame.length > limits.queuedBytesMax)
      return false;
    this.#frames.push(frame);
    this.#bytes += frame.length;
    return true;
  }

  takeAll(): Uint8Array[] {
    const frames = this.#frames;
    this.#frames = [];
    this.#bytes = 0;
    return frames;
  }
}
