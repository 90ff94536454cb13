import { performance } from 'node:perf_hooks';
import { waitForCondition, now, pause } from '../load/clock.ts';
import { type Crowd, openCrowd } from '../load/crowd.ts';
import { move, type MoverOptions } from '../load/mover.ts';
import { MoveSampler } from '../load/moveSampler.ts';
import { type Schedule, createSchedule } from '../load/schedule.ts';
import { usageOf } from '../load/usage.ts';
import { brygga, bryggaStock } from '../peers/brygga.ts';
import { hocuspocus } from '../peers/hocuspocus.ts';
import { type Peer, type RunningPeer, startPeer } from '../peers/peer.ts';
import { relay } from '../peers/relay.ts';
import { yWebsocket } from '../peers/yWebsocket.ts';
import { percentile } from '../report/statistics.ts';
import {
  lowerBar,
  upperBar,
  type Bar,
  type Figures,
  type RunOptions,
  type Scenario,
  barTimesPeer,
  largeRoom,
} from './scenario.ts';

const movesPerSecond = 10;
/** The first people of all; they move like the others. */
const samplerCount = 5;
const warmUpSeconds = 2;
/** Over the last moves it is kept what everybody is sent: within it everybody has moved. */
const keptMs = 1_200;
/** How long after the last move the rest may take to be seen. Who needs longer has lost the thread. */
const drainMs = 8_000;

interface Load {
  readonly people: number;
  readonly seconds: number;
}

const run = async (peer: Peer, { people, seconds }: Load, options: RunOptions): Promise<Figures> => {
  const world = await peer.prepare(largeRoom);
  const running = await startPeer(peer, world, options);
  const crowd = openCrowd();
  const room = new MovingRoom(running, people, seconds);
  try {
    await room.fill(crowd);
    return await room.measure(crowd);
  } finally {
    room.leave();
    await crowd.close();
    await running.stop();
  }
};

/** One room where everybody moves their pointer, and a few look at all of them. */
class MovingRoom {
  readonly #running: RunningPeer;
  readonly #people: number;
  readonly #seconds: number;
  readonly #turns: number;
  readonly #sentAt: SharedArrayBuffer;
  readonly #samplers: readonly MoveSampler[];
  readonly #delays: number[] = [];
  #measuredFrom = Number.POSITIVE_INFINITY;

  constructor(running: RunningPeer, people: number, seconds: number) {
    this.#running = running;
    this.#people = people;
    this.#seconds = warmUpSeconds + seconds;
    this.#turns = this.#seconds * movesPerSecond;
    this.#sentAt = new SharedArrayBuffer(people * this.#turns * Float64Array.BYTES_PER_ELEMENT);
    const times = new Float64Array(this.#sentAt);
    const see = (person: number, turn: number, at: number) => {
      const sent = times[person * this.#turns + turn] ?? 0;
      if (sent >= this.#measuredFrom) this.#delays.push(at - sent);
    };
    this.#samplers = Array.from(
      { length: samplerCount },
      (_, index) => new MoveSampler(running.protocol(), running.seat(0, index).address, people, see),
    );
  }

  async fill(crowd: Crowd): Promise<void> {
    const { dialect, room } = this.#running.protocol();
    await Promise.all(this.#samplers.map((sampler) => sampler.enter()));
    const addresses = Array.from({ length: this.#people - samplerCount }, (_, index) => ({
      address: this.#running.seat(0, samplerCount + index).address,
      room,
    }));
    await crowd.ask('enter', { addresses, dialect, overMs: addresses.length });
    await pause(300);
  }

  async measure(crowd: Crowd): Promise<Figures> {
    const { pid } = this.#running.server;
    const playing = this.#moveAll(crowd);
    await pause(warmUpSeconds * 1000);
    const before = usageOf(pid);
    const bytesBefore = (await crowd.ask('counts', undefined)).bytes;
    this.#measuredFrom = now();
    await crowd.ask('busy', undefined);
    const own = performance.eventLoopUtilization();
    await pause((this.#seconds - warmUpSeconds) * 1000 - keptMs);
    await crowd.ask('record', true);
    await playing;
    const movedFor = now() - this.#measuredFrom;
    const bytes = (await crowd.ask('counts', undefined)).bytes - bytesBefore;
    await waitForCondition(() => this.#isAllSeen(), drainMs);
    const after = usageOf(pid);
    const cpuMs = after.cpuMs - before.cpuMs;
    const elapsed = now() - this.#measuredFrom;
    const loadBusy = Math.max(await crowd.ask('busy', undefined), performance.eventLoopUtilization(own).utilization);
    this.#giveUp();
    const seen = await crowd.ask('fewestSeen', samplerCount);
    const moves = this.#people * movesPerSecond * (movedFor / 1000);
    return {
      cpuPerMove: (cpuMs * 1000) / (moves * (this.#people - 1)),
      cores: cpuMs / elapsed,
      p50: percentile(this.#delays, 0.5),
      p95: percentile(this.#delays, 0.95),
      p99: percentile(this.#delays, 0.99),
      seen: (seen / (this.#people - 1)) * 100,
      kilobytesPerSecond: bytes / movedFor / (this.#people - samplerCount),
      memory: after.residentBytes / 1e6,
      loadBusy: loadBusy * 100,
    };
  }

  leave(): void {
    for (const { socket } of this.#samplers) socket.destroy();
  }

  async #moveAll(crowd: Crowd): Promise<void> {
    const schedule = createSchedule(this.#people, movesPerSecond, this.#seconds);
    const options = (first: number, end: number): MoverOptions => ({
      schedule: partOf(schedule, first, end),
      beginsAt,
      first,
      sentAt: this.#sentAt,
      slots: this.#turns,
    });
    const beginsAt = now() + 50;
    await Promise.all([
      move(this.#samplers, options(0, samplerCount)),
      crowd.ask('move', options(samplerCount, this.#people)),
    ]);
  }

  #isAllSeen(): boolean {
    return this.#samplers.every((sampler, own) => {
      for (let person = 0; person < this.#people; person += 1) {
        if (person !== own && sampler.seenOf(person) < this.#turns) return false;
      }
      return true;
    });
  }

  /** What has not been seen by now counts as seen now: too good, and bad enough to show. */
  #giveUp(): void {
    const at = now();
    const times = new Float64Array(this.#sentAt);
    for (const [own, sampler] of this.#samplers.entries()) {
      for (let person = 0; person < this.#people; person += 1) {
        if (person === own) continue;
        for (let turn = sampler.seenOf(person); turn < this.#turns; turn += 1) {
          const sent = times[person * this.#turns + turn] ?? 0;
          if (sent >= this.#measuredFrom) this.#delays.push(at - sent);
        }
      }
    }
  }
}

/** The turns of the people from `first` up to but without `end`, numbered from 0. */
const partOf = ({ times, people }: Schedule, first: number, end: number): Schedule => {
  const turns = [...people.entries()].filter(([, person]) => person >= first && person < end);
  return {
    times: Float64Array.from(turns, ([turn]) => times[turn] ?? 0),
    people: Uint32Array.from(turns, ([, person]) => person - first),
  };
};

interface Bars {
  readonly cpu?: Bar;
  readonly p95: Bar;
  readonly seen?: Bar;
  readonly cores?: Bar;
  readonly bytes?: Bar;
}

const scenario = (people: number, bars: Bars): Scenario => ({
  name: `presence-${people}`,
  title: `${people} people who each move their pointer ${movesPerSecond} times a second`,
  contestants: [brygga, bryggaStock, hocuspocus, yWebsocket, relay],
  once: [bryggaStock, yWebsocket, relay],
  rows: [
    { figure: 'cpuPerMove', title: 'server CPU per move and person', unit: 'µs', bar: bars.cpu },
    { figure: 'cpuPerMove', title: '… to stock clients', unit: 'µs', ours: bryggaStock.name },
    { figure: 'p50', title: 'delay p50', unit: 'ms' },
    { figure: 'p95', title: 'delay p95', unit: 'ms', bar: bars.p95 },
    { figure: 'p99', title: 'delay p99', unit: 'ms' },
    { figure: 'seen', title: 'seen by whoever sees fewest', unit: '%', bar: bars.seen },
    { figure: 'cores', title: 'server CPU', unit: 'cores', bar: bars.cores },
    { figure: 'kilobytesPerSecond', title: 'sent to each', unit: 'kB/s', bar: bars.bytes },
    { figure: 'kilobytesPerSecond', title: '… stock clients', unit: 'kB/s', ours: bryggaStock.name },
    { figure: 'memory', title: 'server memory', unit: 'MB' },
    { figure: 'loadBusy', title: 'load threads busy', unit: '%' },
  ],
  run: (peer, options) => run(peer, { people, seconds: options.quick ? 3 : 5 }, options),
});

export const presence200 = scenario(200, {
  cpu: barTimesPeer('cpuPerMove', 0.35),
  p95: upperBar('p95', 120, '≤ 120 ms'),
});

export const presence500 = scenario(500, {
  p95: upperBar('p95', 300, '≤ 300 ms'),
  seen: lowerBar('seen', 100, 'everyone by everyone'),
  cores: upperBar('cores', 0.6, '≤ 0.6'),
  bytes: upperBar('kilobytesPerSecond', 120, '≤ 120 kB/s'),
});
