import * as Y from 'yjs';
import type { FrameLog } from './frameLog.ts';
import type { Protocol } from './protocol.ts';

/** A writer, as far as it takes to tell how much of theirs has arrived. */
export interface DeliveredClocks {
  readonly client: number;
  readonly ends: readonly number[];
}

/** The clocks of one client that an update brings. */
interface Range {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/** What a frame brings to a document. */
export interface DecodedFrame {
  /** Whether it answers a state vector. */
  readonly isState: boolean;
  readonly ranges: readonly Range[];
}

export const decodeFrame = (protocol: Protocol, frame: Uint8Array): DecodedFrame => {
  const received = protocol.read(frame);
  if (received.kind !== 'update' && received.kind !== 'state') return { isState: false, ranges: [] };
  const { from, to } = Y.parseUpdateMeta(received.update);
  const ranges = [...to].map(([client, end]) => ({ client, from: from.get(client) ?? 0, to: end }));
  return { isState: received.kind === 'state', ranges };
};

/**
 * Counts, after the clock has stopped, how many of the edits have reached each reader, by the clocks
 * that the updates which it was sent carry. Servers send the same bytes to many: each is decoded once.
 */
export class DeliveryCount {
  readonly #protocol: Protocol;
  readonly #writers: readonly DeliveredClocks[];
  readonly #ranges = new Map<string, readonly Range[]>();

  constructor(protocol: Protocol, writers: readonly DeliveredClocks[]) {
    this.#protocol = protocol;
    this.#writers = writers;
  }

  /** @param own whose edits do not count: the reader's. */
  of(log: FrameLog, own?: number): number {
    const next = new Map<number, number>();
    for (const { frame } of log) {
      for (const { client, from, to } of this.#rangesOf(frame)) {
        const reached = next.get(client) ?? 0;
        if (from <= reached) next.set(client, Math.max(reached, to));
      }
    }
    const others = this.#writers.filter(({ client }) => client !== own);
    return others.reduce((sum, { client, ends }) => sum + countUpTo(ends, next.get(client) ?? 0), 0);
  }

  #rangesOf(frame: Buffer): readonly Range[] {
    const key = frame.toString('latin1');
    const ranges = this.#ranges.get(key) ?? decodeFrame(this.#protocol, frame).ranges;
    this.#ranges.set(key, ranges);
    return ranges;
  }
}

const countUpTo = (ends: readonly number[], reached: number): number => {
  const beyond = ends.findIndex((end) => end > reached);
  return beyond < 0 ? ends.length : beyond;
};
