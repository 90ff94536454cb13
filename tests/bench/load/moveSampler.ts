import { now } from './clock.ts';
import { receivedMoves } from './receivedMoves.ts';
import type { Protocol } from './protocol.ts';
import { type Address, RawSocket } from './rawSocket.ts';
import { clientOf } from './script.ts';

/** Somebody who looks at everybody's pointer, and tells when they first saw each move or a later one. */
export class MoveSampler {
  readonly protocol: Protocol;
  readonly socket: RawSocket;
  /** By person, the number of the move that is to be seen next. */
  readonly #next: Uint32Array;

  constructor(
    protocol: Protocol,
    address: Address,
    people: number,
    onMove: (person: number, turn: number, at: number) => void,
  ) {
    this.protocol = protocol;
    this.#next = new Uint32Array(people);
    this.socket = new RawSocket(address, (frame) => {
      const at = now();
      for (const { client, turn } of receivedMoves(protocol.read(frame))) {
        const person = client - clientOf(0);
        if (turn === undefined || person < 0 || person >= people) continue;
        for (let each = this.#next[person] ?? 0; each <= turn; each += 1) onMove(person, each, at);
        this.#next[person] = Math.max(this.#next[person] ?? 0, turn + 1);
      }
    });
  }

  async enter(): Promise<void> {
    await this.socket.opened;
    for (const frame of this.protocol.hello()) this.socket.send(frame);
  }

  /** How many moves of a person have been seen, or passed over by a later one. */
  seenOf(person: number): number {
    return this.#next[person] ?? 0;
  }
}
