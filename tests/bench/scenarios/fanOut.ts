import { performance } from 'node:perf_hooks';
import { boardOf } from '../load/board.ts';
import { waitForCondition, now, pause } from '../load/clock.ts';
import { type Crowd, openCrowd } from '../load/crowd.ts';
import { DeliveryCount } from '../load/delivered.ts';
import { EditSampler } from '../load/editSampler.ts';
import { runSchedule, createSchedule } from '../load/schedule.ts';
import { clientOf, scriptOf } from '../load/script.ts';
import { usageOf } from '../load/usage.ts';
import { Writer } from '../load/writer.ts';
import { brygga, bryggaUnguarded } from '../peers/brygga.ts';
import { floor } from '../peers/floor.ts';
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
  floorRow,
  barPlusPeer,
  type Row,
  type RunOptions,
  type Scenario,
  barTimesPeer,
  largeRoom,
} from './scenario.ts';

const writerCount = 20;
const editsPerSecond = 10;
const samplerCount = 5;
const notesBefore = 200;
const warmUpSeconds = 2;
/** How long after the last edit the rest may take to arrive. */
const drainMs = 15_000;

interface Load {
  readonly people: number;
  readonly seconds: number;
  /** How many may come in; one more than come. */
  readonly seats: number;
}

export const runFanOut = async (peer: Peer, load: Load, options: RunOptions): Promise<Figures> => {
  const { seconds, seats } = load;
  const world = await peer.prepare({ rooms: 1, people: seats });
  const running = await startPeer(peer, world, options);
  const crowd = openCrowd();
  const room = new WritingRoom(running, load, Math.ceil((warmUpSeconds + seconds) * editsPerSecond));
  try {
    await room.fill(crowd);
    return await room.measure(crowd, seconds);
  } finally {
    room.leave();
    await crowd.close();
    await running.stop();
  }
};

/** One room with writers, a few readers with whole documents, and a crowd of readers. */
class WritingRoom {
  readonly #running: RunningPeer;
  readonly #people: number;
  /** Whose seat the one takes who lays the board and goes. */
  readonly #layerSeat: number;
  readonly #writers: readonly Writer[];
  readonly #samplers: readonly EditSampler[];
  readonly #delays: number[] = [];
  #measuredFrom = Number.POSITIVE_INFINITY;

  constructor(running: RunningPeer, { people, seats }: Load, edits: number) {
    this.#layerSeat = seats - 1;
    this.#running = running;
    this.#people = people;
    const protocol = running.protocol();
    this.#writers = Array.from({ length: writerCount }, (_, person) => {
      const { address, person: id } = running.seat(0, person);
      return new Writer(protocol, address, scriptOf(person, id, edits));
    });
    this.#samplers = Array.from(
      { length: samplerCount },
      (_, index) =>
        new EditSampler(protocol, running.seat(0, writerCount + index).address, this.#scripts, (...seen) =>
          this.#see(...seen),
        ),
    );
  }

  /** Everybody comes in, then the board and the writers' notes are laid, which all must have before it begins. */
  async fill(crowd: Crowd): Promise<void> {
    const protocol = this.#running.protocol();
    await Promise.all(this.#samplers.map((sampler) => sampler.enter(protocol)));
    const readers = this.#people - writerCount - samplerCount;
    const addresses = Array.from({ length: readers }, (_, index) => ({
      address: this.#running.seat(0, writerCount + samplerCount + index).address,
      room: protocol.room,
    }));
    await crowd.ask('record', true);
    await crowd.ask('enter', { addresses, dialect: protocol.dialect, overMs: readers });
    await Promise.all(this.#writers.map((writer) => writer.enter()));
    const host = this.#running.seat(0, this.#layerSeat);
    const boardClient = clientOf(this.#layerSeat);
    const layer = new Writer(protocol, host.address, scriptOf(this.#layerSeat, host.person, 0));
    await layer.enter();
    layer.prepare(boardOf(this.#layerSeat, host.person, notesBefore));
    for (const writer of this.#writers) writer.prepare(writer.script.setup);
    const isLaid = () =>
      this.#samplers.every(
        (sampler) =>
          sampler.clockOf(boardClient) > 0 && this.#scripts.every(({ client }) => sampler.clockOf(client) > 0),
      );
    if (!(await waitForCondition(isLaid, drainMs))) throw new Error('The board did not reach the readers.');
    layer.socket.destroy();
    await pause(300);
  }

  async measure(crowd: Crowd, seconds: number): Promise<Figures> {
    const { pid } = this.#running.server;
    const schedule = createSchedule(writerCount, editsPerSecond, warmUpSeconds + seconds);
    const beginsAt = now() + 20;
    const playing = runSchedule(schedule, beginsAt, (writer) => this.#writers[writer]?.write());
    await pause(warmUpSeconds * 1000);
    const before = usageOf(pid);
    this.#measuredFrom = now();
    await crowd.ask('busy', undefined);
    const own = performance.eventLoopUtilization();
    await playing;
    const wanted = this.#scripts.reduce((sum, { edits }) => sum + edits.length, 0);
    await waitForCondition(() => this.#samplers.every(({ edits }) => edits >= wanted), drainMs);
    const drainedAt = now();
    const after = usageOf(pid);
    const loadBusy = Math.max(await crowd.ask('busy', undefined), performance.eventLoopUtilization(own).utilization);
    await pause(300);
    const delivered = await this.#delivered(crowd);
    const share = delivered / (wanted * (this.#people - 1));
    const measuredEdits = this.#writers.flatMap(({ sentAt }) => sentAt.filter((at) => at >= this.#measuredFrom)).length;
    const cpuMs = after.cpuMs - before.cpuMs;
    return {
      cpuPerEdit: (cpuMs * 1000) / (measuredEdits * (this.#people - 1) * share),
      cores: cpuMs / (drainedAt - this.#measuredFrom),
      p50: percentile(this.#delays, 0.5),
      p95: percentile(this.#delays, 0.95),
      p99: percentile(this.#delays, 0.99),
      delivered: share * 100,
      memory: after.residentBytes / 1e6,
      loadBusy: loadBusy * 100,
      ...this.#saved(),
    };
  }

  leave(): void {
    for (const { socket } of this.#writers) socket.destroy();
    for (const sampler of this.#samplers) sampler.leave();
  }

  get #scripts() {
    return this.#writers.map(({ script }) => script);
  }

  #see(writer: number, edit: number, at: number): void {
    const sentAt = this.#writers[writer]?.sentAt[edit];
    if (sentAt !== undefined && sentAt >= this.#measuredFrom) this.#delays.push(at - sentAt);
  }

  /** Edits that have arrived, of everybody's but their own, at everybody. */
  async #delivered(crowd: Crowd): Promise<number> {
    const ends = this.#scripts.map(({ client, ends }) => ({ client, ends }));
    const atReaders = await crowd.ask('delivered', ends);
    const count = new DeliveryCount(this.#running.protocol(), ends);
    const atWriters = this.#writers.map(({ script, log }) => count.of(log, script.client));
    const atSamplers = this.#samplers.map(({ edits }) => edits);
    return [...atReaders, ...atWriters, ...atSamplers].reduce((sum, each) => sum + each, 0);
  }

  #saved(): Figures {
    const delays = this.#writers.flatMap(({ sentAt, savedAt }) =>
      savedAt.flatMap((at, edit) => {
        const sent = sentAt[edit];
        return sent !== undefined && sent >= this.#measuredFrom ? [at - sent] : [];
      }),
    );
    if (delays.length === 0) return {};
    return { savedP50: percentile(delays, 0.5), savedP99: percentile(delays, 0.99) };
  }
}

const peers = [brygga, hocuspocus, yWebsocket, relay];

const createRows = (bars: { cpu?: Bar; p95: Bar }): readonly Row[] => [
  { figure: 'cpuPerEdit', title: 'server CPU per delivered edit', unit: 'µs', bar: bars.cpu },
  { figure: 'p50', title: 'delay p50', unit: 'ms' },
  { figure: 'p95', title: 'delay p95', unit: 'ms', bar: bars.p95 },
  { figure: 'p99', title: 'delay p99', unit: 'ms' },
  { figure: 'delivered', title: 'delivered', unit: '%', bar: lowerBar('delivered', 100, 'all') },
  { figure: 'cores', title: 'server CPU', unit: 'cores' },
  { figure: 'memory', title: 'server memory', unit: 'MB' },
  { figure: 'loadBusy', title: 'load threads busy', unit: '%' },
];

const scenario = (people: number, contestants: readonly Peer[], rows: readonly Row[]): Scenario => ({
  name: `fan-out-${people}`,
  title: `${people} people, ${writerCount} of whom make ${editsPerSecond} edits/s each`,
  contestants,
  once: [yWebsocket, relay],
  rows,
  run: (peer, options) => runFanOut(peer, { people, seconds: options.quick ? 3 : 5, seats: largeRoom.people }, options),
});

const withoutGuard = bryggaUnguarded.name;

export const fanOut200 = scenario(
  200,
  [...peers, bryggaUnguarded, floor],
  [
    ...createRows({ cpu: barTimesPeer('cpuPerEdit', 0.5), p95: barPlusPeer('p95', 15, '≤ hocuspocus + 15 ms') }),
    {
      figure: 'cpuPerEdit',
      title: '… with the guard off; ratio: on against off',
      unit: 'µs',
      ours: withoutGuard,
      against: withoutGuard,
      bar: barTimesPeer('cpuPerEdit', 1.25, withoutGuard),
    },
    floorRow('cpuPerEdit'),
    { figure: 'savedP50', title: 'until acknowledged p50', unit: 'ms' },
    { figure: 'savedP99', title: 'until acknowledged p99', unit: 'ms', bar: upperBar('savedP99', 50, '≤ 50 ms') },
  ],
);

export const fanOut500 = scenario(500, peers, createRows({ p95: upperBar('p95', 150, '≤ 150 ms') }));
