import { performance } from 'node:perf_hooks';
import { now, pause, waitUntil } from './clock.ts';
import { decodeFrame, type DecodedFrame, DeliveryCount, type DeliveredClocks } from './delivered.ts';
import { FrameLog } from './frameLog.ts';
import { move, type MoverOptions } from './mover.ts';
import { receivedMoves } from './receivedMoves.ts';
import { type Dialect, Protocol } from './protocol.ts';
import { type Address, RawSocket } from './rawSocket.ts';
import { expose } from './remote.ts';
import { runSchedule, type Schedule } from './schedule.ts';
import { clientOf, type Script } from './script.ts';

/** One of the many, in a thread of their own: they must never be what is slow. */
interface Somebody {
  readonly protocol: Protocol;
  readonly socket: RawSocket;
  readonly log: FrameLog;
  readonly enteredAt: number;
  answered: boolean;
}

export interface Arrivals {
  readonly addresses: readonly { readonly address: Address; readonly room: string }[];
  readonly dialect: Dialect;
  /** Over how long they come, evenly; 0 lets all come at once. */
  readonly overMs: number;
  /** What they have already: a state vector. */
  readonly vector?: Uint8Array;
}

/** What a document holds of each of these clients, at least. */
export type ExpectedClocks = readonly { readonly client: number; readonly clock: number }[];

export interface ArrivalTime {
  readonly enteredAt: number;
  /** When the server had answered the state vector. */
  readonly answeredAt: number | undefined;
  /** When all that is wanted had come, whichever frames it came in. */
  readonly completeAt: number | undefined;
}

let people: Somebody[] = [];
let recording = false;
const writing = new Map<Somebody, Script & { readonly frames: readonly Buffer[]; next: number }>();
let load = performance.eventLoopUtilization();

const enter = async ({ addresses, dialect, overMs, vector }: Arrivals): Promise<void> => {
  const begun = now();
  await Promise.all(
    addresses.map(async ({ address, room }, index) => {
      const due = begun + (index * overMs) / addresses.length;
      if (due > now()) await waitUntil(due);
      const protocol = new Protocol(dialect, room);
      const log = new FrameLog();
      const socket = new RawSocket(address, (frame) => {
        if (!recording) return;
        log.append(now(), frame);
        somebody.answered ||= protocol.read(frame).kind === 'state';
      });
      const somebody: Somebody = { protocol, socket, log, enteredAt: now(), answered: false };
      people[index] = somebody;
      await socket.opened;
      for (const frame of somebody.protocol.hello(vector)) socket.send(frame);
    }),
  );
};

const arrived = (wanted: ExpectedClocks): ArrivalTime[] => {
  const decoded = new Map<string, DecodedFrame>();
  return people.map(({ protocol, log, enteredAt }) => {
    const missing = new Map(wanted.map(({ client, clock }) => [client, { from: 0, clock }]));
    let answeredAt: number | undefined;
    for (const { at, frame } of log) {
      const key = frame.toString('latin1');
      const { isState, ranges } = decoded.get(key) ?? decodeFrame(protocol, frame);
      decoded.set(key, { isState, ranges });
      if (isState) answeredAt ??= at;
      for (const { client, from, to } of ranges) {
        const still = missing.get(client);
        if (still && from <= still.from) still.from = Math.max(still.from, to);
        if (still && still.from >= still.clock) missing.delete(client);
      }
      if (missing.size === 0 && answeredAt !== undefined) return { enteredAt, answeredAt, completeAt: at };
    }
    return { enteredAt, answeredAt, completeAt: undefined };
  });
};

const counts = () => ({
  /** Whose state vector has been answered, while it was recorded. */
  answered: people.filter(({ answered }) => answered).length,
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
  delivered(writers: readonly DeliveredClocks[]): number[] {
    const [first] = people;
    if (!first) return [];
    const count = new DeliveryCount(first.protocol, writers);
    return people.map(({ log }) => count.of(log));
  },
  /** Everybody is given what they will write, and puts their note on the board. */
  prepare(scripts: readonly Script[]): void {
    for (const [index, script] of scripts.entries()) {
      const somebody = people[index];
      if (!somebody) continue;
      const { protocol, socket } = somebody;
      socket.send(protocol.update(script.setup));
      writing.set(somebody, { ...script, frames: script.edits.map((edit) => protocol.update(edit)), next: 0 });
    }
  },
  write: ({ schedule, beginsAt }: { schedule: Schedule; beginsAt: number }): Promise<void> =>
    runSchedule(schedule, beginsAt, (index) => {
      const somebody = people[index];
      const script = somebody && writing.get(somebody);
      const frame = script?.frames[script.next];
      if (!script || !frame) return;
      script.next += 1;
      somebody.socket.send(frame);
    }),
  /** How many edits have reached the others of their room, all rooms together. */
  exchanged(): number {
    const byRoom = Map.groupBy(people, ({ protocol }) => protocol.room);
    return [...byRoom.values()].reduce((sum, together) => {
      const scripts = together.flatMap((somebody) => writing.get(somebody) ?? []);
      const [first] = together;
      if (!first) return sum;
      const count = new DeliveryCount(first.protocol, scripts);
      return sum + together.reduce((all, each) => all + count.of(each.log, writing.get(each)?.client), 0);
    }, 0);
  },
  /**
   * Of how many others the one was told who was told of fewest.
   *
   * @param first the number of the first of these people among all.
   */
  fewestSeen(first: number): number {
    const clients = new Map<string, readonly number[]>();
    const clientsIn = (protocol: Protocol, frame: Buffer): readonly number[] => {
      const key = frame.toString('latin1');
      const movers = clients.get(key) ?? receivedMoves(protocol.read(frame)).map(({ client }) => client);
      clients.set(key, movers);
      return movers;
    };
    const reports = people.map(({ protocol, log }, index) => {
      const seen = new Set<number>();
      for (const { frame } of log) for (const client of clientsIn(protocol, frame)) seen.add(client);
      seen.delete(clientOf(first + index));
      return seen.size;
    });
    return Math.min(...reports);
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
    writing.clear();
    recording = false;
    await pause(50);
  },
};
export type CrowdMethods = typeof methods;

expose(methods);
