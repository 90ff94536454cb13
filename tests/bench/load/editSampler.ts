import * as Y from 'yjs';
import { now } from './clock.ts';
import type { DeliveredClocks } from './delivered.ts';
import type { Protocol } from './protocol.ts';
import { type Address, RawSocket } from './rawSocket.ts';

/** A whole Y.Doc behind a socket, which tells when it first had each edit. */
export class EditSampler {
  readonly doc = new Y.Doc();
  readonly socket: RawSocket;
  readonly #writers: readonly DeliveredClocks[];
  readonly #reached: number[];

  /** @param onEdit is told the writer's place in `writers`, the edit's number and the time. */
  constructor(
    protocol: Protocol,
    address: Address,
    writers: readonly DeliveredClocks[],
    onEdit: (writer: number, edit: number, at: number) => void = () => undefined,
  ) {
    this.#writers = writers;
    this.#reached = writers.map(() => 0);
    this.socket = new RawSocket(address, (frame) => {
      const received = protocol.read(frame);
      if (received.kind !== 'state' && received.kind !== 'update') return;
      // What it gives refers to a buffer that the next frame overwrites, and Yjs keeps parts of updates.
      Y.applyUpdate(this.doc, received.update.slice());
      this.#look(onEdit);
    });
  }

  async enter(protocol: Protocol): Promise<void> {
    await this.socket.opened;
    for (const frame of protocol.hello()) this.socket.send(frame);
  }

  /** How many edits have come, of all writers together. */
  get edits(): number {
    return this.#reached.reduce((sum, count) => sum + count, 0);
  }

  /** How many edits of each writer have come. */
  get counts(): readonly number[] {
    return this.#reached;
  }

  clockOf(client: number): number {
    return Y.getState(this.doc.store, client);
  }

  leave(): void {
    this.socket.destroy();
    this.doc.destroy();
  }

  #look(onEdit: (writer: number, edit: number, at: number) => void): void {
    const at = now();
    for (const [writer, { client, ends }] of this.#writers.entries()) {
      const clock = this.clockOf(client);
      let edit = this.#reached[writer] ?? 0;
      while (edit < ends.length && (ends[edit] ?? Number.POSITIVE_INFINITY) <= clock) onEdit(writer, edit++, at);
      this.#reached[writer] = edit;
    }
  }
}
