import { performance } from 'node:perf_hooks';
import { now, pause, until } from './clock.ts';
import { DeliveryCount, type Ends } from './delivered.ts';
import { FrameLog } from './frameLog.ts';
import { move, type MoverOptions } from './mover.ts';
import { movesIn } from './moves.ts';
import { type Dialect, Protocol } from './protocol.ts';
import { type Address, RawSocket } from './rawSocket.ts';
import { expose } from './remote.ts';

/** People who do nothing but read, in a thread of their own: they must never be what is slow. */
interface Somebody {
  readonly protocol: Protocol;
  readonly socket: RawSocket;
  readonly log: FrameLog;
  readonly enteredAt: number;
}

export interface Arrivals {
  readonly addresses: readonly { readonly address: Address; readonly room: string }[];
  readonly dialect: Dialect;
  /** Over how long they come, evenly; 0 lets all come at once. */
  readonly overMs: number;
  /** What they have already: a state vector. */
  readonly vector?: Uint8Array;
}

export interface Arrived {
  readonly enteredAt: number;
  /** When the answer to the state vector had come whole; undefined where it has not. */
  readonly stateAt: number | undefined;
  /** The updates that came until then, in their order. */
  readonly updates: readonly Uint8Array[];
}

let people: Somebody[] = [];
let recording = false;
let load = performance.eventLoopUtilization();

const enter = async ({ addresses, dialect, overMs, vector }: Arrivals): Promise<void> => {
  const begun = now();
  await Promise.all(
    addresses.map(async ({ address, room }, index) => {
      const due = begun + (index * overMs) / addresses.length;
      if (due > now()) await until(due);
      const log = new FrameLog();
      const socket = new RawSocket(address, (frame) => {
        if (recording) log.append(now(), frame);
      });
      const somebody = { protocol: new Protocol(dialect, room), socket, log, enteredAt: now() };
      people.push(somebody);
      await socket.opened;
      for (const frame of somebody.protocol.hello(vector)) socket.send(frame);
    }),
  );
};

const arrived = (): Arrived[] =>
  people.map(({ protocol, log, enteredAt }) => {
    const updates: Uint8Array[] = [];
    for (const { at, frame } of log) {
      const heard = protocol.read(frame);
      if (heard.is !== 'state' && heard.is !== 'update') continue;
      updates.push(heard.update.slice());
      if (heard.is === 'state') return { enteredAt, stateAt: at, updates };
    }
    return { enteredAt, stateAt: undefined, updates };
  });

const counts = () => ({
  open: people.filter(({ socket }) => socket.isOpen).length,
  frames: people.reduce((sum, { socket }) => sum + socket.frames, 0),
  bytes: people.reduce((sum, { socket }) => sum + socket.bytes, 0),
});

const methods = {
  enter,
  arrived,
  counts,
  record(on: boolean): void {
    recording = on;
    if (on) for (const { log } of people) log.clear();
  },
  delivered(writers: readonly Ends[]): number[] {
    const [first] = people;
    if (!first) return [];
    const count = new DeliveryCount(first.protocol, writers);
    return people.map(({ log }) => count.of(log));
  },
  /** Of how many others the one was told who was told of fewest. */
  fewestSeen(): number {
    const clients = new Map<string, readonly number[]>();
    const clientsIn = (protocol: Protocol, frame: Buffer): readonly number[] => {
      const key = frame.toString('latin1');
      const known = clients.get(key) ?? movesIn(protocol.read(frame)).map(({ client }) => client);
      clients.set(key, known);
      return known;
    };
    const told = people.map(({ protocol, log }) => {
      const seen = new Set<number>();
      for (const { frame } of log) for (const client of clientsIn(protocol, frame)) seen.add(client);
      return seen.size;
    });
    return Math.min(people.length + 4, ...told);
  },
  move: (options: MoverOptions): Promise<void> => move(people, options),
  /** The share of the time since it was last asked that this thread was busy. */
  busy(): number {
    const before = load;
    load = performance.eventLoopUtilization();
    return performance.eventLoopUtilization(load, before).utilization;
  },
  async leave(): Promise<void> {
    for (const { socket } of people) socket.destroy();
    people = [];
    recording = false;
    await pause(50);
  },
};
export type CrowdMethods = typeof methods;

expose(methods);
