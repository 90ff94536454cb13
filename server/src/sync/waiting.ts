import { limits } from './limits.ts';

/** Frames that wait for their time, bounded. */
export class Waiting {
  #frames: Uint8Array[] = [];
  #bytes = 0;

  /** False when there is no room for it. */
  add(frame: Uint8Array): boolean {
    if (this.#frames.length >= limits.heldFrames || this.#bytes + frame.length > limits.heldBytes) return false;
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
