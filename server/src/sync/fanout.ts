import { updateFrame } from './frames.ts';
import type { Audience } from './presence/presence.ts';

/** Somebody who is shown the document as it changes. */
export interface Reader {
  /** Which form of presence it reads. */
  readonly audience: Audience;
  /**
   * @param frame the same bytes for all readers.
   * @param before what the document was before: who can't take the frame now is caught up from here.
   */
  relay(frame: Uint8Array, before: ReadonlyMap<number, number>): void;
  presence(frame: Uint8Array): void;
}

/** A room's readers. What goes out is framed once and handed to all. */
export class Fanout {
  readonly #readers = new Set<Reader>();

  get size(): number {
    return this.#readers.size;
  }

  add(reader: Reader): void {
    this.#readers.add(reader);
  }

  delete(reader: Reader): void {
    this.#readers.delete(reader);
  }

  /** To all but the one that the change came from, whose own document has it already. */
  relay(update: Uint8Array, before: ReadonlyMap<number, number>, from: Reader | undefined): void {
    const frame = updateFrame(update);
    for (const reader of this.#readers) if (reader !== from) reader.relay(frame, before);
  }

  presence(frame: Uint8Array, to: Audience): void {
    for (const reader of this.#readers) if (reader.audience === to) reader.presence(frame);
  }

  audience(of: Audience): number {
    let count = 0;
    for (const reader of this.#readers) if (reader.audience === of) count += 1;
    return count;
  }
}
